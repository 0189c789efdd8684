import { randomBytes } from 'node:crypto'
import { eventually, openTester, part, pasteEvent, pick, stateInAddress, typeEvent } from './open-tester'

let tester: Awaited<ReturnType<typeof openTester>>

beforeAll(async () => {
  tester = await openTester()
})

afterAll(() => tester.close())

describe('a link', () => {
  it.each(['#state=damaged', '#state=z.damaged', '#state='])('that is damaged is told: %s', async (hash) => {
    const { page, errors } = await tester.open(hash)
    await page.getByRole('alert').getByText('The link is damaged').waitFor()
    await pick(page, { destination: 'wigzo' })
    expect(await page.getByText('The link is damaged').count()).toBe(0)
    expect(errors).toEqual([])
  })

  it('to a destination that is not here is told', async () => {
    const state = { folder: 'acme', action: 'event', eventText: '{"type": "page"}', settings: {}, mapping: {} }
    const { page } = await tester.open(`#state=${Buffer.from(JSON.stringify(state)).toString('base64url')}`)
    await page.getByRole('alert').getByText('This server has no destination “acme”.').waitFor()
    expect(await page.getByRole('textbox', { name: 'Event', exact: true }).textContent()).toBe('{"type": "page"}')
  })

  it('stays short with a batch of fifty events', async () => {
    const { page } = await tester.open()
    const events = Array.from({ length: 50 }, (_, index) => ({
      type: 'identify',
      userId: `user-${index}`,
      traits: { email: `user-${index}@example.com`, plan: 'premium' }
    }))
    await pasteEvent(page, JSON.stringify(events))
    await eventually(async () => expect(JSON.parse(stateInAddress(page).eventText)).toEqual(events))
    expect(page.url().length).toBeLessThan(2000)
    expect(await page.getByRole('button', { name: 'Copy as a link' }).isEnabled()).toBe(true)
  })

  it('that would be too long is not offered, and what was typed survives a reload all the same', async () => {
    const { page } = await tester.open()
    await typeEvent(page, { type: 'track', note: randomBytes(5000).toString('base64') })
    await part(page, 'Take away').getByText('The event is too long for a link').waitFor()
    expect(await page.getByRole('button', { name: 'Copy as a link' }).isDisabled()).toBe(true)
    expect(page.url()).toBe(tester.url)
    const typed = await page.getByRole('textbox', { name: 'Event', exact: true }).textContent()
    await page.reload()
    await page.locator('.cm-content').first().waitFor()
    expect(await page.getByRole('textbox', { name: 'Event', exact: true }).textContent()).toBe(typed)
  })
})
