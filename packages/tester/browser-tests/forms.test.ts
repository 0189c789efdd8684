import type { Page } from 'playwright-core'
import { inventedDestinations } from './invented-destinations'
import { openTester, part, pick, send, typeEvent } from './open-tester'
import { violations } from './violations'

const directory = inventedDestinations(1)
let tester: Awaited<ReturnType<typeof openTester>>

beforeAll(async () => {
  tester = await openTester({ directory: directory.path })
})

afterEach(() => fetch(`${tester.url}sandbox/forms`, { method: 'DELETE' }))

afterAll(async () => {
  await tester.close()
  directory.remove()
})

async function openForm(width = 1280): Promise<Page> {
  const { page } = await tester.open()
  await page.setViewportSize({ width, height: 900 })
  await pick(page, { destination: 'forms', action: 'send' })
  const mapping = page.locator('details.card', { has: page.getByRole('heading', { name: 'Mapping' }) })
  if ((await mapping.getAttribute('open')) === null) await mapping.locator('summary').click()
  const properties = { products: [{ id: 'a' }, { id: 'b' }], town: 'Oslo' }
  await typeEvent(page, { type: 'track', userId: 'user-1', properties })
  return page
}

function field(page: Page, name: string) {
  return page.getByRole('group', { name, exact: true })
}

function from(page: Page, name: string) {
  return page.getByLabel(`Where ${name} comes from`)
}

/** Where the fixed value of a field is entered. */
function value(page: Page, name: string) {
  return page.locator(`[aria-label="${name}"]`)
}

/** What the vendor received last. */
async function received(): Promise<Record<'payload' | 'syncMode' | 'settings' | 'hookOutputs', unknown>> {
  const answer = (await (await fetch(`${tester.url}sandbox/forms`)).json()) as { received: { body: never }[] }
  return answer.received[0].body
}

describe('the form of a mapping', () => {
  it('sends what was entered for every kind of field', async () => {
    const page = await openForm()
    await from(page, 'Level').selectOption('value')
    await value(page, 'Level').selectOption('High')
    await from(page, 'Note').selectOption('value')
    await page.getByRole('textbox', { name: 'Note' }).fill('two\nlines')
    await from(page, 'Tags').selectOption('value')
    for (const [index, tag] of ['red', 'blue', 'gone'].entries()) {
      await field(page, 'Tags').getByRole('button', { name: 'Add an item' }).click()
      await page.getByLabel(`Tags, item ${index + 1}`).fill(tag)
    }
    await page.getByRole('button', { name: 'Remove item 3 of Tags' }).click()
    await from(page, 'Address').selectOption('object')
    await from(page, 'City').selectOption('path')
    await page.getByLabel('Path of City').fill('$.properties.town')
    await page.getByLabel('Name of a new property of Address').fill('floor')
    await page.keyboard.press('Enter')
    await from(page, 'floor').selectOption('value')
    await value(page, 'floor').fill('3rd')
    await from(page, 'Products').selectOption('each')
    await page.getByLabel('Path of the list for Products').fill('$.properties.products')
    await from(page, 'SKU').selectOption('path')
    await page.getByLabel('Path of SKU').fill('$.id')
    await page.getByLabel('How to save').selectOption('delete')
    expect(await violations(page)).toEqual([])
    expect(await send(page)).toBe('Delivered with 1 request')
    expect(await received()).toEqual({
      payload: {
        operation: 'create',
        internal: true,
        user: 'user-1',
        level: 2,
        note: 'two\nlines',
        tags: ['red', 'blue'],
        address: { city: 'Oslo', floor: '3rd' },
        products: [{ sku: 'a' }, { sku: 'b' }]
      },
      syncMode: 'delete',
      settings: { region: 'eu' },
      hookOutputs: {}
    })
  })

  it('sends the default sync mode, and the settings that were picked', async () => {
    const page = await openForm()
    await page.getByText('Settings', { exact: true }).click()
    await page.getByLabel('Region').selectOption('America')
    await page.getByLabel('Limit').fill('7')
    expect(await send(page)).toBe('Delivered with 1 request')
    expect(await received()).toMatchObject({ syncMode: 'upsert', settings: { region: 'us', limit: 7 } })
    await page.getByRole('button', { name: 'Test authentication' }).click()
    await page
      .locator('.test-result')
      .getByText(/tested|accepted/)
      .waitFor()
  })

  it('hides the fields that do not apply, and says which values are required now', async () => {
    const page = await openForm()
    expect(await field(page, 'Reason').count()).toBe(0)
    expect(await field(page, 'Internal').count()).toBe(0)
    await page.getByLabel('Show 2 more fields that Segment does not show now').check()
    await field(page, 'Reason').getByText('does not apply: depends on Operation').waitFor()
    await field(page, 'Internal').getByText('hidden in Segment').waitFor()
    await from(page, 'Operation').selectOption('value')
    await value(page, 'Operation').selectOption('Close')
    await field(page, 'Reason').getByText('required', { exact: true }).waitFor()
    expect(await field(page, 'Reason').getByText('does not apply').count()).toBe(0)
  })

  it('offers only what Segment’s own form does', async () => {
    const page = await openForm()
    expect(await from(page, 'User').isDisabled()).toBe(true)
    expect(await from(page, 'Operation').locator('option').allTextContents()).toEqual([
      'Default',
      'Fixed value',
      'Not mapped'
    ])
  })

  it('asks the destination for the choices of a dynamic field, page by page, and tells its error', async () => {
    const page = await openForm()
    const list = field(page, 'List')
    await list.getByRole('button', { name: 'Load the choices' }).click()
    const choices = list.getByLabel('Choices of List')
    await choices.getByRole('option', { name: '2 choices' }).waitFor({ state: 'attached' })
    await list.getByRole('button', { name: 'More' }).click()
    await choices.getByRole('option', { name: '3 choices' }).waitFor({ state: 'attached' })
    expect(await list.getByRole('button', { name: 'More' }).count()).toBe(0)
    await choices.selectOption('Third')
    expect(await value(page, 'List').inputValue()).toBe('3')
    await field(page, 'Segment').getByRole('button', { name: 'Load the choices' }).click()
    await field(page, 'Segment').getByText('The key is wrong.').waitFor()
    expect(await violations(page)).toEqual([])
  })

  it('asks the destination for the names of the properties of an object', async () => {
    const page = await openForm()
    await from(page, 'Shape').selectOption('object')
    const shape = field(page, 'Shape')
    await shape.getByRole('button', { name: 'Load the choices' }).click()
    await shape.getByLabel('Choices of property names of Shape').selectOption('Its width')
    await from(page, 'width').selectOption('path')
    await page.getByLabel('Path of width').fill('$.userId')
    expect(await send(page)).toBe('Delivered with 1 request')
    expect((await received()).payload).toMatchObject({ shape: { width: 'user-1' } })
    await page.getByRole('button', { name: 'Remove width' }).click()
    expect(await from(page, 'width').count()).toBe(0)
  })

  it('runs the hook that Segment runs on saving, and sends what it saved', async () => {
    const page = await openForm()
    const hook = field(page, 'Make a list')
    await hook.getByRole('button', { name: 'Run the hook' }).click()
    await hook.getByText('A list needs a title.').waitFor()
    await value(page, 'Way').selectOption('Old')
    await hook.getByRole('button', { name: 'Load the choices' }).click()
    await hook.getByLabel('Choices of Old list').selectOption('The old one')
    await hook.getByRole('button', { name: 'Run the hook' }).click()
    await hook.getByText('The list is made.').waitFor()
    expect(await received()).toMatchObject({ way: 'old', old: 'o1' })
    expect(await violations(page)).toEqual([])
    expect(await send(page)).toBe('Delivered with 1 request')
    const outputs = { inputs: { way: 'old', old: 'o1' }, outputs: { id: 'o1' } }
    expect((await received()).hookOutputs).toEqual({ onMappingSave: outputs })
  })

  it('fits on a phone', async () => {
    const page = await openForm(390)
    await from(page, 'Address').selectOption('object')
    await from(page, 'Products').selectOption('each')
    await from(page, 'Tags').selectOption('value')
    await field(page, 'Tags').getByRole('button', { name: 'Add an item' }).click()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  })
})

describe('a call that does not use the request client', () => {
  it('is told as refused when the sandbox cannot answer it', async () => {
    const page = await openForm()
    await pick(page, { action: 'socket' })
    expect(await send(page)).toBe('Refused by the sandbox')
    const result = part(page, 'What happened')
    expect(await result.innerText()).toContain('kafka.example')
    expect(await result.innerText()).not.toContain('nothing to send')
    await part(page, 'Take away').getByText('Nothing was answered, so there is nothing to test.').waitFor()
  })

  it('is shown as a request that an SDK sent when the sandbox answers it', async () => {
    const page = await openForm()
    await pick(page, { action: 'fetched' })
    expect(await send(page)).toBe('Delivered with 1 request')
    await part(page, 'What happened').getByText('Sent without Segment’s request client').waitFor()
  })
})
