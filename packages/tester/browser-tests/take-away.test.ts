import { outputOf, runPasted } from '../test/pasted-tests'
import { clipboard, eventually, openTester, part, pick, send, typeEvent } from './open-tester'

let tester: Awaited<ReturnType<typeof openTester>>

beforeAll(async () => {
  tester = await openTester()
})

afterAll(async () => {
  expect(tester.chromium.outside()).toEqual([])
  await tester.close()
})

async function copied(page: Parameters<typeof clipboard>[0], what: string): Promise<string> {
  await page.getByRole('button', { name: `Copy ${what}`, exact: true }).click()
  await page.getByText(`✓ Copied ${what}.`).waitFor()
  return clipboard(page)
}

describe('what is taken away', () => {
  it('as a test passes in the destination', async () => {
    const { page } = await tester.open()
    expect(await page.getByRole('button', { name: 'Copy as a test' }).isDisabled()).toBe(true)
    await send(page)
    expect(await runPasted({ 'refersion/copied': await copied(page, 'as a test') })).toEqual({})
  })

  it('as curl does the same on the server', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wishpond' })
    const output = await outputOf('bash', ['-c', await copied(page, 'as curl')])
    expect(JSON.parse(output)).toMatchObject([{ preset: 'Identify Lead', response: { statusCode: 200 } }])
  })

  it('as ./bin/run send does the same without the server', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wigzo' })
    const output = await outputOf('bash', ['-c', await copied(page, 'as ./bin/run send')])
    expect(output).toMatch(/── Answer\n200 OK/)
  })

  it('as a link brings back what was entered, but no secret', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wishpond', action: 'trackEvent' })
    await typeEvent(page, { type: 'track', event: 'Größe 👟', note: 'fedcba987654' })
    await page.getByText('Settings', { exact: true }).click()
    await page.getByLabel('Merchant ID').fill('696791')
    await page.getByLabel('Tracking Key').fill('fedcba987654')
    await page.getByLabel('Where Event Title comes from').selectOption('path')
    const link = await copied(page, 'as a link')
    const { page: other } = await tester.open(link.replace(tester.url, ''))
    await eventually(async () => {
      expect(await other.getByLabel('Action', { exact: true }).inputValue()).toBe('trackEvent')
      const event = await other.getByRole('textbox', { name: 'Event', exact: true }).textContent()
      expect(event).toBe('{"type":"track","event":"Größe 👟","note":"<masked>"}')
    })
    await other.getByText('Settings', { exact: true }).click()
    expect(await other.getByLabel('Merchant ID').inputValue()).toBe('696791')
    expect(await other.getByLabel('Tracking Key').inputValue()).toBe('0123456789ab')
    expect(await other.getByLabel('Path of Event Title').inputValue()).toBe('$.event')
    expect(await part(other, 'Take away').textContent()).not.toContain('fedcba')
  })
})
