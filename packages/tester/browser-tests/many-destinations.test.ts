import type { Page } from 'playwright-core'
import { inventedDestinations } from './invented-destinations'
import { openTester, part, pick, send, typeEvent } from './open-tester'
import { violations } from './violations'

const directory = inventedDestinations(222)
let tester: Awaited<ReturnType<typeof openTester>>

beforeAll(async () => {
  tester = await openTester({ directory: directory.path })
})

afterAll(async () => {
  await tester.close()
  directory.remove()
})

function box(page: Page) {
  return page.getByRole('combobox', { name: 'Destination', exact: true })
}

/** What the list offers; the page has other choices, too. */
function options(page: Page, only: { name?: RegExp; selected?: boolean } = {}) {
  return page.getByRole('listbox').getByRole('option', only)
}

/** The folders whose details the page asks for from now on. */
function detailsAsked(page: Page): string[] {
  const folders: string[] = []
  page.on('request', (request) => {
    const [, folder] = /\/destinations\/([^/]+)$/.exec(request.url()) ?? []
    if (folder) folders.push(folder)
  })
  return folders
}

describe.each([1280, 390])('one of 223 destinations, at %i pixels', (width) => {
  it('is found by typing, with the keyboard alone, and only its details are read', async () => {
    const { page, errors } = await tester.open()
    await page.setViewportSize({ width, height: 812 })
    await pick(page, { action: 'send' })
    const asked = detailsAsked(page)
    await box(page).focus()
    await page.keyboard.press('ArrowDown')
    expect(await options(page).count()).toBe(223)
    expect(await violations(page)).toEqual([])
    await page.keyboard.type('acme 17')
    // Those that begin with it, 170 to 179 among them, come before 117 and 217.
    expect(await options(page).count()).toBe(13)
    expect(await options(page).last().textContent()).toContain('acme-217')
    expect(await options(page, { selected: true }).textContent()).toContain('acme-17')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    const active = await options(page, { selected: true }).getAttribute('id')
    expect(await box(page).getAttribute('aria-activedescendant')).toBe(active)
    await page.keyboard.press('Enter')
    expect(await box(page).inputValue()).toBe('Acme 170')
    expect(await page.getByRole('listbox').count()).toBe(0)
    await part(page, 'What Acme 170 received').waitFor()
    expect(asked).toEqual(['acme-170'])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    expect(errors).toEqual([])
  })

  it('is found by its slug, and picked with a click', async () => {
    const { page } = await tester.open()
    await page.setViewportSize({ width, height: 812 })
    await box(page).click()
    await box(page).fill('actions-forms')
    await options(page, { name: /^Forms/ }).click()
    expect(await box(page).inputValue()).toBe('Forms (Actions)')
    await part(page, 'What Forms received').waitFor()
  })
})

describe('a search', () => {
  it('says that nothing matches, and is given up with Escape', async () => {
    const { page } = await tester.open()
    const before = await box(page).inputValue()
    await box(page).click()
    await box(page).fill('nowhere')
    await page.getByText('No destination matches “nowhere”.').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    expect(await box(page).inputValue()).toBe(before)
  })

  it('shows what it finds with the next frame, and asks the server for no other list', async () => {
    const { page } = await tester.open()
    await box(page).click()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await box(page).evaluate((element) => {
      const count = () => {
        requestAnimationFrame(() =>
          setTimeout(() => performance.mark(`shown ${document.querySelectorAll('[role=option]').length}`))
        )
      }
      element.addEventListener('input', count, { capture: true, once: true })
    })
    await box(page).fill('acme')
    const shown = await page.waitForFunction(() => performance.getEntriesByType('mark').map(({ name }) => name)[0])
    expect(await shown.jsonValue()).toBe('shown 222')
    expect(asked.filter((url) => url.includes('/destinations'))).toEqual([])
  })

  it('begins with what was picked before, where the page also starts', async () => {
    const { page } = await tester.open()
    for (const name of ['acme 40', 'acme 50']) {
      await box(page).click()
      await box(page).fill(name)
      await page.keyboard.press('Enter')
    }
    await page.goto('about:blank')
    await page.goto(tester.url)
    await page.locator('.cm-content').first().waitFor()
    expect(await box(page).inputValue()).toBe('Acme 50')
    await box(page).click()
    expect(await options(page).first().textContent()).toContain('acme-50')
    expect(await options(page).nth(1).textContent()).toContain('acme-40')
  })
})

describe('a link to one of many', () => {
  it('opens it', async () => {
    const state = { folder: 'acme-100', action: 'send', eventText: '{"type": "page"}', settings: {}, mapping: {} }
    const { page } = await tester.open(`#state=${Buffer.from(JSON.stringify(state)).toString('base64url')}`)
    await part(page, 'What Acme 100 received').waitFor()
    expect(await box(page).inputValue()).toBe('Acme 100')
    expect(await page.getByLabel('Action', { exact: true }).inputValue()).toBe('send')
    expect(await page.getByRole('alert').count()).toBe(0)
  })
})

describe('what a vendor without a stand-in received', () => {
  it('is shown live, the newest first, with its answer, and can be forgotten', async () => {
    const { page, errors } = await tester.open()
    await box(page).click()
    await box(page).fill('forms')
    await page.keyboard.press('Enter')
    const received = part(page, 'What Forms received')
    await received.getByText('No request yet.').waitFor()
    await page.getByText('The sandbox answers each request of this destination with 200').waitFor()
    const payload = { type: 'track', userId: 'user-1' }
    const settings = { region: 'eu' }
    const body = JSON.stringify({ payload, settings })
    for (const action of ['send', 'fetched']) {
      await fetch(`${tester.url}forms/${action}`, { method: 'POST', body })
    }
    const rows = received.getByRole('article')
    await rows.nth(1).waitFor()
    expect(await rows.nth(0).textContent()).toContain('POST api.forms.example/fetched')
    expect(await rows.nth(1).textContent()).toContain('POST api.forms.example/send')
    await rows.nth(1).locator('summary').first().click()
    await rows.nth(1).getByText('Answered with 200 by the echo').waitFor()
    await rows
      .nth(1)
      .getByText(/^\d+ headers$/)
      .click()
    const text = await rows.nth(1).innerText()
    expect(text).toContain('via')
    expect(text).toMatch(/authorization\s*:?\s*<masked>/)
    expect(text).not.toContain('invented')
    expect(text).toContain('"user": "user-1"')
    expect(await violations(page)).toEqual([])

    await pick(page, { action: 'send' })
    await typeEvent(page, payload)
    await page.getByLabel('Fault of the next call').selectOption('status500')
    expect(await send(page)).toMatch(/^Failed after/)
    await rows.nth(2).waitFor()
    expect(await rows.nth(0).locator('.status').textContent()).toBe('500')
    await rows.nth(0).locator('summary').first().click()
    await rows.nth(0).getByText('Answered with 500 by a fault that was set.').waitFor()
    await received.getByRole('button', { name: 'Reset the sandbox' }).click()
    await received.getByText('No request yet.').waitFor()
    expect(errors).toEqual([])
  })

  it('is a page of few elements, however much it is', async () => {
    const { page } = await tester.open()
    await box(page).click()
    await box(page).fill('forms')
    await page.keyboard.press('Enter')
    const payload = Array.from({ length: 200 }, (_, index) => ({ type: 'track', userId: `user-${index}` }))
    await fetch(`${tester.url}forms/send`, {
      method: 'POST',
      body: JSON.stringify({ payload, settings: { region: 'eu' } })
    })
    const received = part(page, 'What Forms received')
    await received.getByText('1–10 of 200 requests').waitFor()
    expect(await received.locator('*').count()).toBeLessThan(200)
    await received.getByRole('button', { name: 'Next' }).click()
    await received.getByText('11–20 of 200 requests').waitFor()
    await fetch(`${tester.url}sandbox/forms`, { method: 'DELETE' })
    await received.getByText('No request yet.').waitFor()
  })
})
