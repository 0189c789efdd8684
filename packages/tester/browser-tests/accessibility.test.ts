import { openTester, part, pick, send, typeEvent } from './open-tester'
import { violations } from './violations'

let tester: Awaited<ReturnType<typeof openTester>>

beforeAll(async () => {
  tester = await openTester()
})

afterAll(() => tester.close())

describe.each([
  [1280, 'light'],
  [1280, 'dark'],
  [375, 'light'],
  [375, 'dark']
] as const)('at %i pixels, %s, the page', (width, colorScheme) => {
  it('has nothing that axe finds wrong, and nothing wider than the window', async () => {
    const { page } = await tester.open()
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    await page.reload()
    await page.locator('.cm-content').first().waitFor()
    expect(await violations(page)).toEqual([])

    await pick(page, { destination: 'refersion', action: 'createAffiliate' })
    for (const title of ['Settings', 'Mapping']) {
      const details = page.locator('details.card', { has: page.getByRole('heading', { name: title }) })
      if ((await details.getAttribute('open')) === null) await details.locator('summary').click()
    }
    await page.getByLabel('Where Status comes from').selectOption('value')
    await page.getByLabel('Where Custom Fields comes from').selectOption('directive')
    await send(page)
    expect(await violations(page)).toEqual([])

    // The second call has an expected 422 and a value that is not sent. Typing then makes the result an earlier one.
    await send(page)
    await typeEvent(page, `{ type: 'identify' }`)
    await page.getByText('This is a JavaScript object.').waitFor()
    expect(await violations(page)).toEqual([])

    await pick(page, { destination: 'wishpond', action: 'event' })
    await page.getByText('Settings', { exact: true }).click()
    await page.getByLabel('Tracking Key').fill('')
    const events = Array.from({ length: 30 }, (_, index) => ({ type: index < 15 ? 'page' : 'identify' }))
    await typeEvent(page, events)
    await send(page)
    await page.locator('#result .group summary').first().click()
    await page.locator('#result .group details summary').first().click()
    expect(await violations(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  })
})

describe('the keyboard', () => {
  it('is enough to pick, to type, and to send', async () => {
    const { page } = await tester.open()
    await page.getByLabel('Destination', { exact: true }).focus()
    await page.keyboard.press('ArrowDown')
    expect(await page.getByLabel('Destination', { exact: true }).inputValue()).toBe('wigzo')
    const editor = page.getByRole('textbox', { name: 'Event', exact: true })
    await editor.focus()
    await page.keyboard.press('Tab')
    expect(await editor.evaluate((element) => element === document.activeElement)).toBe(false)
    await editor.focus()
    // Nothing can be sent before the destination is loaded.
    await part(page, 'What Wigzo now holds').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Delivered with 1 request').waitFor()
  })
})
