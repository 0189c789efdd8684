import type { Page } from 'playwright-core'
import { eventually, openTester, part, pasteEvent, pick, send, typeEvent } from './open-tester'

let tester: Awaited<ReturnType<typeof openTester>>

beforeAll(async () => {
  tester = await openTester()
})

afterAll(async () => {
  expect(tester.chromium.outside()).toEqual([])
  await tester.close()
})

/** The text in the editor of the event: its lines that are in sight. */
async function eventText(page: Page): Promise<string> {
  return page.locator('.cm-content').first().innerText()
}

/** Waits until the page says that it has converted something. */
async function converted(page: Page, what: string): Promise<void> {
  await part(page, 'Event').getByText(`Converted ${what}.`).waitFor()
}

/**
 * Waits until the page has looked what the text is, which it does 400 ms after the last change. Timers of a page end in
 * the order of their times, however slow the page is.
 */
function recognised(page: Page): Promise<void> {
  return page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)))
}

describe('pasted into the editor of the event', () => {
  it.each<[string, string, string, unknown]>([
    [
      'a call of analytics.js',
      `analytics.identify('u', { email: "jane@example.com", plan: 'pro' }, function () { done() })`,
      'a call of analytics.identify',
      { type: 'identify', userId: 'u', traits: { email: 'jane@example.com', plan: 'pro' } }
    ],
    [
      'lines of JSON',
      '{"type":"identify","userId":"a"}\n{"type":"page","userId":"b"}\n',
      '2 JSON objects, one after another',
      [
        { type: 'identify', userId: 'a' },
        { type: 'page', userId: 'b' }
      ]
    ],
    [
      'a batch of the Tracking API',
      '{"batch":[{"type":"track","event":"Signed Up","userId":"a"}],"context":{"ip":"0.0.0.0"},"integrations":{"All":true}}',
      'a batch of Segment’s Tracking API with 1 event',
      { type: 'track', event: 'Signed Up', userId: 'a', context: { ip: '0.0.0.0' }, integrations: { All: true } }
    ]
  ])('%s becomes events, and can be had back', async (_name, text, what, event) => {
    const { page, errors } = await tester.open()
    await pasteEvent(page, text)
    await converted(page, what)
    const showsTheEvent = async () => expect(JSON.parse(await eventText(page))).toEqual(event)
    const showsTheText = async () => expect((await eventText(page)).trim()).toBe(text.trim())
    await eventually(showsTheEvent)
    await part(page, 'Event').getByRole('button', { name: 'Undo' }).click()
    await eventually(showsTheText)
    await part(page, 'Event').getByRole('button', { name: 'Convert it' }).click()
    await eventually(showsTheEvent)
    await page.getByRole('textbox', { name: 'Event', exact: true }).focus()
    await page.keyboard.press('Control+Z')
    await eventually(showsTheText)
    expect(errors).toEqual([])
  })

  it('a call in the middle of another event takes its place', async () => {
    const { page } = await tester.open()
    await page.evaluate(() => navigator.clipboard.writeText(`analytics.page('Home')`))
    await page.getByRole('textbox', { name: 'Event', exact: true }).focus()
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Control+V')
    await converted(page, 'a call of analytics.page. The code identifies no user, so an anonymous ID was added')
    await eventually(async () =>
      expect(JSON.parse(await eventText(page))).toMatchObject({ type: 'page', name: 'Home' })
    )
  })

  it('an event, or a part of one, stays as it is', async () => {
    const { page } = await tester.open()
    await pasteEvent(page, '[{"type": "page"}]')
    await recognised(page)
    expect(await eventText(page)).toBe('[{"type": "page"}]')
    expect(await part(page, 'Event').getByRole('button').count()).toBe(0)
  })

  it('a JavaScript object is offered to be converted', async () => {
    const { page } = await tester.open()
    await pasteEvent(page, `{ type: 'page', userId: 'u' }`)
    await part(page, 'Event').getByText('This is a JavaScript object.').waitFor()
    expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true)
    await part(page, 'Event').getByRole('button', { name: 'Convert it' }).click()
    await eventually(async () => expect(JSON.parse(await eventText(page))).toEqual({ type: 'page', userId: 'u' }))
  })

  it('code that is wrong is told to be, and so is the line that is not JSON', async () => {
    const { page } = await tester.open()
    await pasteEvent(page, `analytics.track('x', { plan: })`)
    const status = part(page, 'Event').getByRole('status')
    await status.getByText('This looks like a call of analytics.js, but it is not valid JavaScript.').waitFor()
    await pasteEvent(page, '{"type":"page"}\n{"type":}')
    await status.getByText('Line 2 is not a JSON object.').waitFor()
  })

  it('code can be sent at once', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wishpond' })
    await pasteEvent(page, `analytics.identify('u', { email: 'jane@example.com' })\nanalytics.track('Signed Up')`)
    await converted(page, '2 calls of Segment’s library')
    expect(await send(page)).toBe('Delivered with 2 requests')
    const rows = part(page, 'What Wishpond now holds').getByRole('row', { name: /jane@example\.com/ })
    expect(await rows.textContent()).toContain('Signed Up')
  })
})

it('what is typed is not converted while it is typed, but on request', async () => {
  const { page } = await tester.open()
  await typeEvent(page, '')
  await page.keyboard.type('analytics.page()')
  await part(page, 'Event').getByText('This is a call of analytics.page.').waitFor()
  expect(await eventText(page)).toBe('analytics.page()')
})
