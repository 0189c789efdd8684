import { holdCalls, openTester, part, pick, send, typeEvent } from './open-tester'

let tester: Awaited<ReturnType<typeof openTester>>

beforeAll(async () => {
  tester = await openTester()
})

afterEach(async () => {
  for (const vendor of ['refersion', 'wishpond']) await fetch(`${tester.url}sandbox/${vendor}`, { method: 'DELETE' })
})

afterAll(() => tester.close())

describe('the result of an earlier event', () => {
  it('is marked as such when the event, the mapping, the settings or the action change', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wishpond', action: 'identifyLead' })
    await send(page)
    const result = part(page, 'What happened')
    expect(await result.getByText('This is the result of an earlier').count()).toBe(0)
    await typeEvent(page, { type: 'identify', userId: 'other' })
    await result.getByText('This is the result of an earlier event.').waitFor()
    expect(await result.locator('.verdict').textContent()).toBe('Earlier event: Delivered with 1 request')
    expect(await result.locator('.verdict.good').count()).toBe(0)
    expect(await send(page)).toBe('Delivered with 1 request')
    await page.getByLabel('Where User ID comes from').selectOption('value')
    await result.getByText('This is the result of an earlier mapping.').waitFor()
    await page.getByRole('button', { name: 'Back to the defaults' }).click()
    expect(await result.locator('.verdict').textContent()).toBe('Delivered with 1 request')
    await pick(page, { action: 'event' })
    await result.getByText('This is the result of an earlier action.').waitFor()
  })

  it('is dimmed while another call runs, which can be cancelled', async () => {
    const { page, errors } = await tester.open()
    await pick(page, { destination: 'wishpond' })
    expect(await send(page)).toBe('Delivered with 1 request')
    await page.getByLabel('Fault of the next call').selectOption('timeout')
    await holdCalls(page, 'wishpond')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    const result = part(page, 'What happened')
    await result.locator('[aria-busy=true]').waitFor()
    expect(
      await result.locator('[aria-busy=true]').evaluate((old) => Number(getComputedStyle(old).opacity))
    ).toBeLessThan(1)
    expect(await result.locator('.verdict').count()).toBe(0)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await result.getByText('Cancelled.').waitFor()
    expect(await result.locator('[aria-busy=true]').count()).toBe(0)
    await page.unrouteAll()
    // The cancelled call has taken its fault with it.
    expect(await send(page)).toBe('Delivered with 1 request')
    expect(await result.getByText('Cancelled.').count()).toBe(0)
    expect(errors).toEqual([])
  })
})

describe('an answer that looks like a failure', () => {
  it('is said to be expected when the destination went on, and why', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'refersion', action: 'createAffiliate' })
    await send(page)
    expect(await send(page)).toMatch(/^Delivered with \d requests$/)
    const request = page.getByRole('article', { name: 'Request 1', exact: true })
    expect(await request.locator('.status').textContent()).toMatch(/^422/)
    expect(await request.locator('.status.bad').count()).toBe(0)
    expect(await request.textContent()).toContain(
      'Expected: this destination handles a 422 here. It went on with the next request instead of failing.'
    )
  })

  it('is not when the event failed with it', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wishpond' })
    await page.getByLabel('Fault of the next call').selectOption('status429')
    await send(page)
    expect(await page.locator('#result .status.bad').textContent()).toMatch(/^429/)
    expect(await page.locator('#result').textContent()).not.toContain('Expected')
  })
})

describe('a mapped value that no request holds', () => {
  it('is marked, and its field explained', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'refersion', action: 'createAffiliate' })
    const traits = { email: 'jane@example.com', name: 'Jane Kim' }
    await typeEvent(page, { type: 'identify', userId: 'user-1', traits })
    await send(page)
    const left = part(page, 'What happened').locator('.left-out')
    expect(await left.textContent()).toMatch(
      /^1 mapped value was not sent\..*Unique Merchant ID.*user-1.*letters and digits/
    )
    await typeEvent(page, { type: 'identify', userId: 'user1', traits: { ...traits, email: 'kim@example.com' } })
    await send(page)
    expect(await left.count()).toBe(0)
  })
})

describe('a fault', () => {
  it('is said to have happened, also when the event was delivered', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wishpond' })
    await page.getByLabel('Fault of the next call').selectOption('brokenJson')
    expect(await send(page)).toBe('Delivered with 1 request')
    expect(await page.locator('#result .fault').textContent()).toBe("Fault: The sandbox cut the answer's body short.")
  })

  it('is said not to have happened when nothing was sent', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wishpond' })
    await typeEvent(page, { type: 'alias' })
    await page.getByLabel('Fault of the next call').selectOption('reset')
    expect(await send(page)).toBe('Nothing was sent')
    await part(page, 'What happened').getByText('The destination sent no request.').waitFor()
  })
})

describe('a deletion that sends nothing', () => {
  it('says why', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'refersion', action: 'delete' })
    await typeEvent(page, { type: 'delete', userId: 'user-1' })
    expect(await send(page)).toBe('Nothing was sent')
    expect(await part(page, 'What happened').textContent()).toContain('email address')
  })
})
