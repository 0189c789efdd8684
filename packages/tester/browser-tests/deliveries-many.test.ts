import type { NewEvent } from '@partner-destinations/delivery'
import { noObserver, openStore } from '@partner-destinations/delivery'
import type { Page } from 'playwright-core'
import { cell, openDeliveries, row } from './open-deliveries'

const many = 100_000
const started = Date.parse('2026-11-27T09:00:00Z')

/** An event that could not be taken: kept as failed, as intake does with one. */
function failed(place: number): NewEvent {
  const reason =
    place % 1000 === 0
      ? { code: 'MESSAGE_REJECTED', message: `The event has ${place} properties too many.` }
      : { code: 'INVALID_SETTINGS', message: `The event ${place} has no "type".` }
  return {
    source: 'demo',
    messageId: `message-${place}`,
    fingerprint: String(place),
    receivedAt: started + place,
    body: JSON.stringify({
      type: 'track',
      event: 'Order Completed',
      userId: `u${place}`,
      messageId: `message-${place}`
    }),
    deliveries: [{ destination: 'wigzo', state: 'failed', reason }]
  }
}

let deliveries: Awaited<ReturnType<typeof openDeliveries>>

beforeAll(async () => {
  deliveries = await openDeliveries(undefined, async (location) => {
    const retention = { deliveredMs: Infinity, failedMs: Infinity }
    const store = await openStore(location, { mode: 'sandbox', maxBacklog: 1e9, retention }, Date.now, noObserver)
    for (let first = 0; first < many; first += 5000) {
      await store.accept(Array.from({ length: 5000 }, (_, index) => failed(first + index)))
    }
    const counted = { skipped: 3, bad: 2, isLast: false }
    const { replay } = await store.startReplay(
      { identity: 'a', title: 'november.ndjson.gz', source: 'demo', options: {}, totalBytes: 1000 },
      false
    )
    const at = { file: 0, record: 0, bytes: 0 }
    const next = { file: 0, record: 15, bytes: 470 }
    const events = Array.from({ length: 10 }, (_, index) => ({ ...failed(index), messageId: `replayed-${index}` }))
    await store.storeReplayed(replay.id, { at, events, next, ...counted })
    await store.close()
  })
})

afterAll(() => deliveries.close())

/** Milliseconds until something is in the page. */
async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await act()
  return performance.now() - start
}

/** Reads all failed deliveries as the page reads some of them. @returns how many there are */
async function readAll(): Promise<number> {
  let count = 0
  for (let before = ''; ; ) {
    const answer = await fetch(`${deliveries.url}api/failures/deliveries?limit=500${before}`)
    const rows = (await answer.json()) as { id: number }[]
    if (rows.length === 0) return count
    count += rows.length
    before = `&before=${rows[rows.length - 1].id}`
  }
}

function elements(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll('*').length)
}

describe('a hundred thousand failed deliveries', () => {
  it('are grouped, opened and paged without delay', async () => {
    const { page, errors } = await deliveries.open()
    const group = row(page, 'Groups of failed deliveries', 'INVALID_SETTINGS')
    await group.waitFor()
    expect(await cell(page, 'Groups of failed deliveries', 'INVALID_SETTINGS', 'Count').textContent()).toBe('99,909')
    expect(await elements(page)).toBeLessThan(3000)

    const rows = page.getByRole('table', { name: 'Failed deliveries', exact: true }).getByRole('row')
    const next = page.getByRole('link', { name: 'The next 100 →' })
    const opening = await timeOf(async () => {
      await group.getByRole('link').click()
      await rows.filter({ hasText: 'message-99999' }).waitFor()
    })
    expect(await rows.count()).toBe(101)
    const paging = await timeOf(async () => {
      await next.click()
      await rows.filter({ hasText: 'message-99898' }).waitFor()
    })
    expect(await rows.count()).toBe(101)
    // Reads of some take a small part of the time that reading all of them takes on the same machine.
    const reading = await timeOf(async () => expect(await readAll()).toBeGreaterThan(many))
    expect(opening).toBeLessThan(reading / 2)
    expect(paging).toBeLessThan(reading / 2)
    expect(await elements(page)).toBeLessThan(5000)

    await page.reload()
    await rows.filter({ hasText: 'message-99898' }).waitFor()
    await page.getByRole('link', { name: '← The newest' }).click()
    await rows.filter({ hasText: 'message-99999' }).waitFor()
    expect(errors).toEqual([])
  })
})

describe('a replay', () => {
  it('is shown with its progress', async () => {
    const { page } = await deliveries.open()
    const replay = row(page, 'Replays', 'november.ndjson.gz')
    await replay.getByRole('progressbar', { name: '47 % stored' }).waitFor()
    expect(await cell(page, 'Replays', 'november', 'Events').textContent()).toBe('10 3 skipped, 2 bad')
    expect(await cell(page, 'Replays', 'november', 'Failed').textContent()).toBe('10')
  })
})
