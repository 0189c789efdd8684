import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { ProbeDirectory } from '@partner-destinations/server/probe'
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
    const alert = page.getByRole('alert').filter({ hasText: 'probe does not load.' })
    await alert.waitFor()
    expect(await alert.textContent()).toMatch(/probe\/index\.ts:1:\d+ /)
    directory.write('MENDED')
    await page.getByText('MENDED').waitFor()
    expect(await page.getByRole('textbox', { name: 'Event', exact: true }).textContent()).toContain('typed')
    await part(page, /^Mapped payload of/)
      .getByText('"typed"')
      .waitFor()
  })
})

describe('a destination that does not load', () => {
  it('is told with its file and line whichever destination is picked, until it loads again', async () => {
    const two = new ProbeDirectory()
    const other = path.join(two.path, 'other', 'index.ts')
    const good = fs.readFileSync(path.join(two.path, 'probe', 'index.ts'), 'utf8').replace('Probe (', 'Other (')
    fs.mkdirSync(path.dirname(other))
    fs.writeFileSync(other, good)
    tester = await openTester({ directory: two.path })
    try {
      const { page, errors } = await tester.open()
      await pick(page, { destination: 'probe', action: 'send' })
      fs.writeFileSync(other, 'export default {\n  name: }')
      const alert = page.getByRole('alert').filter({ hasText: 'other does not load.' })
      await alert.waitFor()
      expect(await alert.textContent()).toContain('other/index.ts:2:')
      expect(await alert.textContent()).not.toContain(two.path)
      expect(await page.getByLabel('Destination', { exact: true }).inputValue()).toBe('probe')
      fs.writeFileSync(other, good)
      await alert.waitFor({ state: 'detached' })
      expect(errors).toEqual([])
    } finally {
      two.remove()
    }
  })
})

describe('a vendor that the sandbox does not imitate', () => {
  it('is answered for, and what it received is shown', async () => {
    tester = await openTester({ directory: directory.path })
    const { page } = await tester.open()
    await pick(page, { action: 'send' })
    await page.getByText('The sandbox answers each request of this destination with 200').waitFor()
    await page.getByText('Settings', { exact: true }).click()
    await page.getByLabel('URL', { exact: true }).fill('https://api.example.com/events')
    await typeEvent(page, { type: 'track', text: 'hello' })
    expect(await send(page)).toBe('Delivered with 1 request')
    await part(page, 'What Probe received').getByText('api.example.com/events').waitFor()
  })
})

describe('what the sandbox holds', () => {
  it('follows what others send, with what is new marked', async () => {
    tester = await openTester()
    const { page } = await tester.open()
    await pick(page, { destination: 'wishpond' })
    const holdings = part(page, 'What Wishpond now holds')
    await holdings.getByText('No leads yet.').waitFor()
    const payload = { type: 'identify', userId: 'u', traits: { email: 'from.elsewhere@example.com' } }
    await fetch(`${tester.url}wishpond/identifyLead`, { method: 'POST', body: JSON.stringify({ payload }) })
    const row = holdings.getByRole('row', { name: /from\.elsewhere@example\.com/ })
    await row.waitFor()
    expect(await row.getAttribute('class')).toBe('changed')
    await fetch(`${tester.url}sandbox/wishpond`, { method: 'DELETE' })
    await holdings.getByText('No leads yet.').waitFor()
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
