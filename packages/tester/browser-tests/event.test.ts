import { eventually, openTester, part, pick, send, typeEvent } from './open-tester'

let tester: Awaited<ReturnType<typeof openTester>>

beforeAll(async () => {
  tester = await openTester()
})

afterEach(async () => {
  for (const vendor of ['refersion', 'wigzo', 'wishpond'])
    await fetch(`${tester.url}sandbox/${vendor}`, { method: 'DELETE' })
  expect(tester.chromium.outside()).toEqual([])
})

afterAll(() => tester.close())

describe('an event', () => {
  it('goes the whole way, from picking Refersion to the affiliate in the table', async () => {
    const { page, errors } = await tester.open()
    await pick(page, { destination: 'refersion', action: 'createAffiliate' })
    await eventually(async () =>
      expect(await part(page, /^Mapped payload of/).textContent()).toContain('"email": "peter@example.com"')
    )
    expect(await send(page)).toBe('Delivered with 1 request')
    const request = page.getByRole('article', { name: 'Request 1' })
    expect(await request.textContent()).toContain('POST api.refersion.com/v2/affiliate/new')
    expect(await part(page, 'Body of request 1').textContent()).toContain('"password": "<masked>"')
    expect(await part(page, 'Body of answer 1').textContent()).toContain('has been created')
    const row = part(page, 'What Refersion now holds').getByRole('row', { name: /peter@example\.com/ })
    await eventually(async () => expect(await row.getAttribute('class')).toBe('changed'))
    expect(errors).toEqual([])
  })

  it('goes through every preset that takes it, or says that none does', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wigzo' })
    await page.getByLabel('Start from a sample event').selectOption('Ecommerce/Order Completed')
    expect(await send(page)).toBe('Delivered with 1 request')
    expect(await part(page, 'What happened').textContent()).toContain('By the preset “Order Completed”')
    await pick(page, { destination: 'refersion' })
    expect(await send(page)).toBe('Nothing was sent')
    expect(await part(page, 'What happened').textContent()).toContain(
      'No preset of Refersion (Actions) takes the track event "Order Completed".'
    )
  })

  it('may be a batch, which marks every row that it changed', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wishpond' })
    await page.getByLabel('Start from a sample event').selectOption('Batch/identify')
    expect(await send(page)).toBe('Delivered with 2 requests')
    await part(page, 'What Wishpond now holds').getByText('2 changed').waitFor()
  })

  it('that is not JSON is marked where it is wrong, and cannot be sent', async () => {
    const { page, errors } = await tester.open()
    await typeEvent(page, '{"type": "identify",}')
    await page.locator('.cm-lint-marker-error').waitFor()
    expect(await part(page, 'Event').getByRole('status').textContent()).toMatch(/^The event is not valid JSON\./)
    expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true)
    expect(errors).toEqual([])
  })

  it('that the schema refuses is told by field: what is missing, where it was looked for, and what to do', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'wishpond', action: 'identifyLead' })
    await typeEvent(page, { type: 'identify', traits: {} })
    const field = page.getByRole('group', { name: 'User ID', exact: true })
    await field.getByRole('alert').waitFor()
    const message = (await field.getByRole('alert').textContent()) ?? ''
    expect(message).toMatch(/User ID.* is missing/)
    expect(message).toContain('$.userId')
    expect(await send(page)).toBe('Failed after 0 requests')
    const result = (await part(page, 'What happened').textContent()) ?? ''
    expect(result).toContain(message)
    expect(result).toContain('Segment would not retry')
    expect(result).not.toMatch(/The root value|AggregateAjvError/)
  })
})

describe('the mapping', () => {
  it('changes the payload as it is changed, in the form and as JSON', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'refersion', action: 'createAffiliate' })
    await page.getByLabel('Where Status comes from').selectOption('value')
    await page.getByRole('combobox', { name: 'Status', exact: true }).selectOption('ACTIVE')
    await page.getByLabel('Where First Name comes from').selectOption('path')
    await page.getByLabel('Path of First Name').fill('$.traits.plan')
    await page.getByLabel('Where Name comes from').selectOption('nothing')
    const payload = part(page, /^Mapped payload of/)
    const shown = async () => JSON.parse((await payload.textContent()) ?? '') as unknown
    await eventually(async () => {
      expect(await shown()).toMatchObject({ status: 'ACTIVE', first_name: 'premium' })
      expect(await shown()).not.toHaveProperty('name')
    })
    await page.getByRole('button', { name: 'JSON', exact: true }).click()
    const json = page.getByRole('textbox', { name: 'Mapping as JSON' })
    await json.fill('{"email": "jane@example.com", "name": {"@template": "Jane {{traits.plan}}"}}')
    await eventually(async () => expect(await shown()).toEqual({ email: 'jane@example.com', name: 'Jane premium' }))
  })
})

describe('the fields of a mapping', () => {
  it('can be searched, and narrowed to those that were changed', async () => {
    const { page } = await tester.open()
    await pick(page, { destination: 'refersion', action: 'createAffiliate' })
    const fields = page.locator('details', { has: page.getByRole('heading', { name: 'Mapping' }) }).getByRole('group')
    const all = await fields.count()
    await page.getByLabel('Search the fields').fill('first name')
    expect(await page.getByRole('group', { name: 'First Name', exact: true }).count()).toBe(1)
    expect(await fields.count()).toBeLessThan(all)
    await page.getByLabel('Search the fields').fill('')
    await page.getByLabel('Where Phone comes from').selectOption('nothing')
    await page.getByLabel('Changed only').check()
    await page.getByText(/^1 of \d+ fields$/).waitFor()
    expect(await page.getByRole('group', { name: 'Phone', exact: true }).count()).toBe(1)
    await page.getByLabel('Changed only').uncheck()
    expect(await fields.count()).toBe(all)
  })
})
