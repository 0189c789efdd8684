import type { Page } from 'playwright-core'
import { openTester, part, pasteEvent, pick, send } from './open-tester'

let tester: Awaited<ReturnType<typeof openTester>>

beforeAll(async () => {
  tester = await openTester()
})

afterAll(() => tester.close())

/** Elements and texts that the page consists of. */
function nodes(page: Page): Promise<number> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL)
    let count = 0
    while (walker.nextNode()) count += 1
    return count
  })
}

function lines(count: number, eventOf: (index: number) => object): string {
  return Array.from({ length: count }, (_, index) => JSON.stringify(eventOf(index))).join('\n')
}

const result = (page: Page) => part(page, 'What happened')

describe('a thousand events', () => {
  it('are summed up in groups, and only what is looked at is in the page', async () => {
    const { page, errors } = await tester.open()
    await pick(page, { destination: 'wigzo' })
    const text = lines(1000, (index) => {
      if (index % 100 === 0) return { type: 'screen', userId: `u${index}` }
      if (index % 100 === 1) return { type: 'track', event: 'Product Added', userId: `u${index}`, properties: {} }
      return { type: 'identify', userId: `u${index}`, traits: { email: `u${index}@example.com` } }
    })
    await pasteEvent(page, text)
    await page.getByText('A batch of 1,000 events').waitFor()
    expect(await send(page)).toBe('Failed after 980 requests')
    await part(page, 'What Wigzo now holds').getByText('980 in all').waitFor()
    await part(page, /^Mapped payload$/)
      .getByText('980')
      .waitFor()
    // With every request and answer in the page there were 268,758.
    expect(await nodes(page)).toBeLessThan(5000)

    const groups = result(page).locator('.group')
    expect(await groups.count()).toBe(3)
    expect(await groups.nth(0).textContent()).toMatch(/^10 .*Product ID/)
    expect(await groups.nth(1).textContent()).toMatch(
      /^10 No preset of Wigzo \(Actions\) takes events of type "screen"/
    )
    expect(await groups.nth(2).textContent()).toMatch(/^980 POST .*200 OK$/)

    await groups.nth(2).locator('summary').first().click()
    await groups.nth(2).getByText('1–10 of 980 results').waitFor()
    await groups.nth(2).getByRole('button', { name: 'Next' }).click()
    await groups.nth(2).getByText('11–20 of 980 results').waitFor()
    expect(await groups.nth(2).locator('details summary').nth(4).textContent()).toMatch(/^Event 17, by the preset/)
    await groups.nth(2).locator('details summary').nth(4).click()
    const request = groups.nth(2).getByRole('article', { name: /^Request / })
    await request.waitFor()
    expect(await request.count()).toBe(1)
    expect(await request.textContent()).toContain('Answer')
    expect(await nodes(page)).toBeLessThan(5000)
    expect(errors).toEqual([])
  })

  it('of one user are a list to open', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wigzo' })
    await pasteEvent(
      page,
      lines(1000, (index) => ({ type: 'track', event: `Event ${index}`, userId: 'one' }))
    )
    await page.getByText('A batch of 1,000 events').waitFor()
    expect(await send(page)).toBe('Delivered with 1,000 requests')
    const holdings = part(page, 'What Wigzo now holds')
    await holdings.getByText('1,000 entries').waitFor()
    expect(await nodes(page)).toBeLessThan(5000)
    await holdings.getByText('1,000 entries').click()
    await holdings.getByText('1–20 of 1,000 entries').waitFor()
  })

  it('that have changed are the first of a table with pages', async () => {
    const { page } = await tester.open()
    await fetch(`${tester.url}sandbox/wishpond`, { method: 'DELETE' })
    await pick(page, { destination: 'wishpond' })
    const identify = (index: number) => ({ type: 'identify', userId: `u${index}`, traits: { name: `Name ${index}` } })
    await pasteEvent(page, lines(60, identify))
    await page.getByText('A batch of 60 events').waitFor()
    await send(page)
    await pasteEvent(
      page,
      lines(2, (index) => ({ ...identify(57 + index), traits: { name: 'Changed' } }))
    )
    await page.getByText('A batch of 2 events').waitFor()
    await send(page)
    const holdings = part(page, 'What Wishpond now holds')
    await holdings.getByText('2 changed').waitFor()
    await holdings.getByText('1–20 of 60 leads').waitFor()
    expect(await holdings.locator('tr.changed').count()).toBe(2)
  })

  it('and one more are too many for a call', async () => {
    const { page } = await tester.open()
    await pasteEvent(
      page,
      lines(1001, () => ({ type: 'page' }))
    )
    await page.getByText('The list has 1,001 events. One call takes 1,000: send the rest later.').waitFor()
    expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true)
  })
})
