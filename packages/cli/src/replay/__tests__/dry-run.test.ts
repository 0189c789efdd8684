import type { NewEvent } from '@partner-destinations/delivery'
import { Router, Selection } from '@partner-destinations/delivery'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { dryRun, recordsOfFiles, recordsOfStore } from '../dry-run'
import { dryRunSummary } from '../dry-run-summary'
import { findInput } from '../input-files'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dry-run-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const rehearsed = {
  wigzo: { delivered: 3, filtered: 0, failed: 2, groups: [], requests: 5, limitMs: 61_000 },
  acme: { delivered: 0, filtered: 5, failed: 0, groups: [], requests: 0 }
}

/** Counts what it is told to rehearse. */
class FakeRehearsal {
  readonly taken: NewEvent[][] = []
  async take(events: NewEvent[]) {
    this.taken.push(events)
  }
  async end() {
    return rehearsed
  }
}

async function run(lines: string[], stop = { isAsked: false }, onProgress: () => void = () => undefined) {
  fs.writeFileSync(path.join(folder, 'e'), lines.join('\n'))
  const rehearsal = new FakeRehearsal()
  const bad: string[] = []
  const config = {
    store: ':memory:',
    sources: [],
    destinations: [],
    retention: { deliveredMs: 0, failedMs: 0 },
    maxBacklog: 1
  }
  const found = await dryRun({
    records: recordsOfFiles(await findInput(path.join(folder, 'e'), 'e'), new Selection({ only: 'event = "Sold"' })),
    route: { router: new Router(config), source: 'shop', receivedAt: 0 },
    rehearsal,
    stop,
    onBad: ({ place }) => bad.push(place),
    onProgress
  })
  return { found, bad, ids: rehearsal.taken.flat().map(({ messageId }) => messageId), taken: rehearsal.taken }
}

const sold = (messageId: string) => JSON.stringify({ type: 'track', event: 'Sold', messageId })

it('rehearses the selected events, and tells of bad records', async () => {
  const { found, bad, ids } = await run([
    sold('a'),
    'no',
    '{"type":"track","event":"Seen"}',
    '{"type":"track","event":"Sold"}'
  ])
  expect(found).toEqual({ events: 2, skipped: 1, bad: 1, isStopped: false, rehearsed })
  expect(bad).toEqual(['e:2'])
  expect(ids).toEqual(['a', expect.stringMatching(/^dry-run-[0-9a-f]{12}-0-4$/)])
})

it('rehearses few events at a time, and stops at Ctrl+C', async () => {
  const stop = { isAsked: false }
  let looks = 0
  const lines = Array.from({ length: 1000 }, (_, index) => sold(`m${index}`))
  const { found, taken } = await run(lines, stop, () => (stop.isAsked = ++looks === 2))
  expect(taken.map(({ length }) => length)).toEqual([200, 200, 0])
  expect(found).toMatchObject({ events: 400, isStopped: true })
})

it('rehearses what the store holds, of the sources and by the options', async () => {
  const stored = (id: number, source: string, name: string) => ({
    id,
    source,
    messageId: `m${id}`,
    receivedAt: id,
    body: JSON.stringify({ type: 'track', event: name })
  })
  const asked: unknown[] = []
  const access = {
    async storedEvents(after: number, period: object) {
      asked.push({ after, ...period })
      return after === 0
        ? { events: [stored(1, 'shop', 'Sold'), stored(2, 'web', 'Sold')], next: 2 }
        : { events: [stored(3, 'blog', 'Seen'), stored(5, 'blog', 'Sold')] }
    }
  }
  const records = []
  for await (const record of recordsOfStore(access, ['shop', 'blog'], { from: 1, to: 9, only: 'event = "Sold"' })) {
    records.push(record)
  }
  const event = { type: 'track', event: 'Sold' }
  expect(records).toEqual([
    { kind: 'event', event, id: 'm1', source: 'shop' },
    { kind: 'skipped' },
    { kind: 'event', event, id: 'm5', source: 'blog' }
  ])
  expect(asked).toEqual([
    { after: 0, from: 1, to: 9 },
    { after: 2, from: 1, to: 9 }
  ])
})

describe('the summary', () => {
  const records = { events: 5, skipped: 1, bad: 0, isStopped: false }
  it('has a line for each destination', () => {
    expect(dryRunSummary({ ...records, rehearsed })).toBe(
      `Nothing was stored, and nothing left this machine.
  events    5
  left out  1
  bad       0

destination  delivered  filtered  refused  requests  time at its limit
wigzo        3          0         2        5         1m 1s
acme         0          5         0        0         no limit`
    )
  })

  it('has the most frequent reasons, and fits a screen', () => {
    const group = (count: number, outcome: 'failed' | 'filtered') => {
      return { outcome, code: 'CODE', message: `Reason ${count}`, count }
    }
    const [, , ...lines] = dryRunSummary({
      ...records,
      isStopped: true,
      rehearsed: {
        wigzo: { ...rehearsed.wigzo, groups: [1, 3, 5, 7, 9, 11].map((count) => group(count, 'failed')) },
        acme: { ...rehearsed.acme, groups: [2, 4, 6, 8].map((count) => group(count, 'filtered')) }
      }
    }).split('\n')
    expect(lines.slice(-9)).toEqual([
      '11  wigzo  refused   CODE  Reason 11',
      '9   wigzo  refused   CODE  Reason 9',
      '8   acme   filtered  CODE  Reason 8',
      '7   wigzo  refused   CODE  Reason 7',
      '6   acme   filtered  CODE  Reason 6',
      '5   wigzo  refused   CODE  Reason 5',
      '4   acme   filtered  CODE  Reason 4',
      '3   wigzo  refused   CODE  Reason 3',
      'and 2 other reasons'
    ])
    expect(lines.length).toBeLessThan(22)
  })
})
