import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ProbeDirectory } from '../../cli/src/serve/__tests__/probe'
import { openTester, part, pick, send, typeEvent } from './open-tester'

const directory = new ProbeDirectory()
let received = 0
let tester: Awaited<ReturnType<typeof openTester>>
const vendor = createServer((_request, response) => {
  received += 1
  response.end('got it')
})

beforeAll(async () => {
  vendor.listen(0, '127.0.0.1')
  await once(vendor, 'listening')
})

afterEach(() => tester.close())

afterAll(() => {
  vendor.close()
  vendor.closeAllConnections()
  directory.remove()
})

describe('live mode', () => {
  it('is said at all times, and asks before the first send', async () => {
    tester = await openTester({ directory: directory.path, live: true })
    const { page, errors } = await tester.open()
    await pick(page, { action: 'send' })
    expect(await page.getByRole('banner').textContent()).toContain(
      'LIVE Requests go to the real vendors and change real data'
    )
    await page.getByLabel('URL', { exact: true }).fill(`http://127.0.0.1:${(vendor.address() as AddressInfo).port}/`)
    await typeEvent(page, { type: 'track', text: 'hello' })
    const button = page.getByRole('button', { name: 'Send to the real vendor' })
    await button.click()
    const dialog = page.getByRole('dialog', { name: 'Send to the real Probe (Actions)?' })
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect(received).toBe(0)
    await button.click()
    await dialog.getByRole('button', { name: 'Send, and do not ask again' }).click()
    await page.getByText('Delivered with 1 request').waitFor()
    expect(received).toBe(1)
    await Promise.all([page.waitForResponse(/\d\/probe\/send$/), button.click()])
    expect(received).toBe(2)
    expect(await page.getByLabel('Fault of the next call').count()).toBe(0)
    expect(errors).toEqual([])
  })
})

describe('a saved change of the code', () => {
  it('appears without a reload of what was typed, also when it does not load for a while', async () => {
    tester = await openTester({ directory: directory.path })
    const { page } = await tester.open()
    await pick(page, { action: 'send' })
    await typeEvent(page, { type: 'track', text: 'typed' })
    await page.getByText('FIRST', { exact: true }).waitFor()
    directory.write('SECOND')
    await page.getByText('SECOND').waitFor()
    directory.break()
    await page.getByText('probe does not load.').waitFor()
    directory.write('MENDED')
    await page.getByText('MENDED').waitFor()
    expect(await page.getByRole('textbox', { name: 'Event', exact: true }).textContent()).toContain('typed')
    await part(page, /^Mapped payload of/)
      .getByText('"typed"')
      .waitFor()
  })
})

describe('a server that is gone', () => {
  it('is said, and what was typed stays', async () => {
    tester = await openTester()
    const { page } = await tester.open()
    await send(page)
    await tester.server.stop()
    await page.getByText('The server is gone.').waitFor()
    expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true)
  })
})
