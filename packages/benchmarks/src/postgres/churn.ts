import { noObserver, openStore } from '@partner-destinations/delivery'
import type { Store } from '@partner-destinations/delivery'
import type { PostgresServer } from '@partner-destinations/delivery/postgres-server'
import { silentCase } from '../delivery/delivered-case'
import { delivered, newEvent } from '../delivery/store-calls'
import { tableSizes } from './measured-server'
import type { ChurnResults } from './results'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Duplicates are noticed for 24 hours, so events leave last. From the second quarter on, as many rows leave as come. */
const HOURS = 96
const QUARTER = HOURS / 4

/** How much simulated time passes at once. */
const STEP = 2 * MINUTE

/** Events of a step. */
const PER_STEP = 200

const RETENTION = { deliveredMs: 6 * HOUR, failedMs: 12 * HOUR }

/** One delivery in so many is retried once, and one fails. */
const RETRIED = 20
const FAILED = 100

/** Smaller tables are left out, in bytes: a page more or less says nothing of them. */
const SMALL = 256 * 1024

const DATABASE = 'churn'

/**
 * Lines of `postgresql.conf` that let autovacuum keep up with a faster clock. It looks once a second, which is as often as
 * it can. It takes no breaks, because they would be too long for that clock.
 */
export const churnSettings = ['autovacuum_naptime = 1s', 'autovacuum_vacuum_cost_delay = 0']

const { destination, event } = silentCase('sends-nothing')

type Claimed = Awaited<ReturnType<Store['claim']>>[number]
type Sizes = Map<string, number>

/**
 * Takes events in, delivers them and removes them after a short retention, for some simulated days, and measures the tables.
 * @param server has `churnSettings`
 */
export async function benchmarkChurn(server: PostgresServer): Promise<ChurnResults> {
  const url = await server.createDatabase(DATABASE)
  const start = Date.now()
  let now = start
  const options = { mode: 'sandbox', maxBacklog: 1_000_000, retention: RETENTION, leaseMs: 2 * HOUR } as const
  const store = await openStore(url, options, () => now, noObserver)
  const hourly: Sizes[] = []
  let given = 0
  try {
    for (let hour = 0; hour < HOURS; hour++) {
      for (const end = now + HOUR; now < end; now += STEP) await step()
      await store.renew()
      await store.takeBack()
      const sizes = await tableSizes(server, DATABASE)
      hourly.push(new Map(sizes.map(({ name, bytes }) => [name, bytes])))
      console.log(`Churn: hour ${hour + 1} of ${HOURS}, ${shown(sizes)}`)
    }
  } finally {
    await store.close()
  }
  return {
    hours: HOURS,
    eventsPerHour: (PER_STEP * HOUR) / STEP,
    retentionHours: RETENTION.deliveredMs / HOUR,
    speed: (HOURS * HOUR) / (Date.now() - start),
    hourly: hourly.map(total),
    growth: growthOf(hourly.map(total)),
    tables: [...hourly[HOURS - 1].keys()]
      .map((name) => ({ name, bytes: hourly.map((sizes) => sizes.get(name) ?? 0) }))
      .filter(({ bytes }) => bytes[HOURS - 1] >= SMALL)
      .map(({ name, bytes }) => ({ name, bytes: mean(bytes.slice(-QUARTER)), growth: growthOf(bytes) }))
  }

  /** What processes do all the time. */
  async function step(): Promise<void> {
    const from = given
    given += PER_STEP
    await store.accept(Array.from({ length: PER_STEP }, (_, index) => newEvent(destination, event, from + index, now)))
    // Also those of the step before that are tried again.
    const claimed = await store.claim([{ destination, limit: 2 * PER_STEP }])
    await store.settle(claimed.map((one) => settlementOf(one, now)))
    await store.prune()
  }
}

function settlementOf(claimed: Claimed, now: number): ReturnType<typeof delivered> {
  const settlement = delivered(claimed, now)
  const reason = { code: 'SERVER_ERROR', message: 'The vendor answered 503.', status: 503 }
  if (claimed.id % FAILED === 1) return { ...settlement, verdict: { kind: 'failed', reason } }
  const isRetried = claimed.id % RETRIED === 0 && claimed.attempt === 1
  return isRetried ? { ...settlement, verdict: { kind: 'retry', reason } } : settlement
}

function total(sizes: Sizes): number {
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)
}

/** The mean of the last quarter by that of the second one. */
function growthOf(hourly: number[]): number {
  return mean(hourly.slice(-QUARTER)) / mean(hourly.slice(QUARTER, 2 * QUARTER))
}

function mean(figures: number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length
}

function shown(sizes: { name: string; bytes: number }[]): string {
  return sizes
    .filter(({ bytes }) => bytes >= SMALL)
    .map(({ name, bytes }) => `${name}: ${(bytes / 1024 ** 2).toFixed(1)} MiB`)
    .join(', ')
}
