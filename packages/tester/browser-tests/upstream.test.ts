import path from 'node:path'
import type { Page } from 'playwright-core'
import { openTester, part, pick, send, typeEvent } from './open-tester'

/** The destinations of the published package of Segment, built. */
const directory = path.join(path.dirname(require.resolve('@segment/action-destinations')), 'destinations')

let tester: Awaited<ReturnType<typeof openTester>>

beforeAll(async () => {
  tester = await openTester({ directory })
})

afterAll(async () => {
  expect(tester.chromium.outside()).toEqual([])
  await tester.close()
})

interface Case {
  kind: string
  folder: string
  action: string
  settings?: Record<string, string>
  event: object | object[]
  /** Fields that get a fixed value, by their labels. */
  values?: Record<string, string>
  /** Where the request went, and what its body has. */
  received: [url: string, ...texts: string[]]
}

const time = '2026-03-14T09:26:53.589Z'
const track = { type: 'track', event: 'Signed Up', userId: 'user-1', timestamp: time, receivedAt: time }

const cases: Case[] = [
  {
    kind: 'a webhook',
    folder: 'webhook',
    action: 'send',
    event: { ...track, properties: { plan: 'Startup' } },
    values: { URL: 'https://hooks.example.com/in' },
    received: ['POST hooks.example.com/in', '"plan": "Startup"']
  },
  {
    kind: 'one with OAuth',
    folder: 'intercom',
    action: 'trackEvent',
    event: { ...track, context: { traits: { email: 'jane@example.com' } } },
    received: ['POST api.intercom.io/events', '"event_name": "Signed Up"']
  },
  {
    kind: 'one of audiences',
    folder: 'iterable-lists',
    action: 'syncAudience',
    settings: { 'API Key': 'invented' },
    event: {
      ...track,
      event: 'Audience Entered',
      properties: { vips: true },
      context: {
        traits: { email: 'jane@example.com' },
        personas: { computation_class: 'audience', computation_key: 'vips', external_audience_id: '77' }
      }
    },
    received: ['POST api.iterable.com/api/lists/subscribe', '"listId": 77']
  },
  {
    kind: 'one with batches',
    folder: 'braze',
    action: 'trackEvent',
    settings: { 'API Key': 'invented', 'REST Endpoint': 'https://rest.iad-01.braze.com' },
    event: [track, { ...track, userId: 'user-2' }],
    received: ['POST rest.iad-01.braze.com/users/track', '"external_id": "user-2"']
  }
]

async function find(page: Page, folder: string) {
  const box = page.getByRole('combobox', { name: 'Destination', exact: true })
  await box.click()
  await box.fill(folder)
  await page
    .getByRole('listbox')
    .getByRole('option')
    .filter({ hasText: new RegExp(`${folder}$`) })
    .first()
    .click()
}

/** Enters settings by their labels. */
async function fillSettings(page: Page, settings: Record<string, string>) {
  const panel = page.locator('details.card', { has: page.getByRole('heading', { name: 'Settings' }) })
  if ((await panel.getAttribute('open')) === null) await panel.locator('summary').click()
  for (const [label, value] of Object.entries(settings)) {
    const input = panel.getByLabel(label, { exact: true })
    if ((await input.evaluate((element) => element.tagName)) === 'SELECT') await input.selectOption(value)
    else await input.fill(value)
  }
}

describe('of the destinations of upstream', () => {
  it.each(cases)('$kind, $folder, sends, and the page shows what its vendor received', async (one) => {
    const { folder, action, settings = {}, event, values = {}, received } = one
    const { page, errors } = await tester.open()
    await find(page, folder)
    await pick(page, { action })
    await fillSettings(page, settings)
    await typeEvent(page, event)
    for (const [label, value] of Object.entries(values)) {
      await page.getByLabel(`Where ${label} comes from`, { exact: true }).selectOption('value')
      await page.locator(`[aria-label="${label}"]`).fill(value)
    }
    expect(await send(page)).toBe('Delivered with 1 request')
    const row = part(page, /^What .* received$/)
      .getByRole('article')
      .first()
    await row.locator('summary').first().click()
    const [url, ...texts] = received
    expect(await row.locator('summary').first().innerText()).toContain(url)
    const body = row.getByRole('region', { name: 'Body of the received request' })
    await body.waitFor()
    for (const text of texts) expect(await body.innerText()).toContain(text)
    expect(errors).toEqual([])
  })

  it('one with dynamic fields, dotdigital, asks its vendor for the choices', async () => {
    const { page, errors } = await tester.open()
    await find(page, 'dotdigital')
    await pick(page, { action: 'removeContactFromList' })
    await fillSettings(page, { Username: 'invented', Password: 'invented' })
    const list = page.getByRole('group', { name: 'List', exact: true })
    await list.getByRole('button', { name: 'Load the choices' }).click()
    await list.getByRole('status').filter({ hasText: /./ }).waitFor()
    await part(page, 'What Dotdigital received').getByText('r1-api.dotdigital.com/v2/address-books').first().waitFor()
    expect(errors.filter((error) => !error.includes('500'))).toEqual([])
  })

  it('one that opens its own connections, kafka, is told as refused', async () => {
    const { page } = await tester.open()
    await find(page, 'kafka')
    await pick(page, { action: 'send' })
    await fillSettings(page, { Brokers: 'kafka.example:9092', Username: 'invented', Password: 'invented' })
    await page.getByLabel('Where Topic comes from', { exact: true }).selectOption('value')
    await page.locator('[aria-label="Topic"]').fill('events')
    await typeEvent(page, track)
    expect(await send(page)).toBe('Refused by the sandbox')
    expect(await part(page, 'What happened').innerText()).toContain('kafka.example')
  })
})
