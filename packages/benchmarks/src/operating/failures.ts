import { hash } from 'node:crypto'
import path from 'node:path'
import { noObserver, openStore, readConfig, rehearseFailures } from '@partner-destinations/delivery'
import type { DeliveryConfig, NewEvent, Store } from '@partner-destinations/delivery'
import { catalogOf, startRehearsal } from '@partner-destinations/server/delivery'
import { defaultDirectory } from '@partner-destinations/server/destinations'
import { demoSettingsOf } from '@partner-destinations/vendors'
import Libsql from 'libsql'
import { deliveredCase, mainCases, numbered } from '../delivery/delivered-case'
import { spreadOf } from '../statistics'
import type { FailureResults } from './results'

const FAILURES = 200_000
const KINDS = 10
const PER_CALL = 100
const STEP = 500
const DAY = 24 * 60 * 60 * 1000

/** How long the operations on failed deliveries take. */
export async function benchmarkFailures(folder: string, rounds: number): Promise<FailureResults> {
  const file = path.join(folder, 'failures.db')
  const config = wishpondConfig()
  const [{ name, subscriptions }] = config.destinations
  const retention = { deliveredMs: DAY, failedMs: DAY }
  const store = await openStore(file, { mode: 'sandbox', maxBacklog: 10_000_000, retention }, Date.now, noObserver)
  const db = new Libsql(file, { readonly: true })
  try {
    await fill(store, name, subscriptions[0].name)
    const [{ id: group, count: ofKind }] = await store.failureGroups({ code: codeOf(0) })
    if (ofKind !== FAILURES / KINDS) throw new Error(`There are ${ofKind} failures of a kind.`)
    const columns = 'SELECT d.*, e.body FROM deliveries d JOIN events e ON e.id = d.event WHERE d.state = 4'
    const readAll = db.prepare(columns).raw()
    const readKind = db.prepare(`${columns} AND d.failure_group = ?`).raw()
    const times = { readAll, readKind, list: 0, listOfUser: 0, page: 0, difference: 0, resend: 0 }
    const figures = Object.fromEntries(Object.keys(times).map((key) => [key, [] as number[]])) as Record<
      keyof typeof times,
      number[]
    >
    const user = numbered(subject().event, 7).userId
    for (let round = 0; round < rounds; round++) {
      figures.readAll.push(await timed(() => expectCount(readAll.all().length, FAILURES)))
      figures.readKind.push(await timed(() => expectCount(readKind.all(group).length, ofKind)))
      figures.list.push(await timed(async () => expectCount((await store.failureGroups({})).length, KINDS)))
      figures.listOfUser.push(await timed(async () => expectCount((await store.failureGroups({ user })).length, 1)))
      figures.page.push(
        await timed(async () => expectCount((await store.failures({ group }, { limit: 100 })).length, 100))
      )
    }
    figures.difference.push(await timed(async () => expectCount(await differences(store, config, group), ofKind)))
    figures.resend.push(await timed(async () => expectCount(await resend(store, group), ofKind)))
    const spreads = Object.fromEntries(Object.entries(figures).map(([key, all]) => [key, spreadOf(all)]))
    return {
      failures: FAILURES,
      kinds: KINDS,
      ofKind,
      ...(spreads as Record<keyof typeof times, FailureResults['list']>)
    }
  } finally {
    db.close()
    await store.close()
  }
}

function subject() {
  const found = mainCases.find(({ vendor }) => vendor === 'wishpond')
  if (!found) throw new Error('There is no case of Wishpond.')
  return deliveredCase(found)
}

function wishpondConfig(): DeliveryConfig {
  const { destination, subscription } = subject()
  const { name, subscribe, partnerAction: action } = subscription
  const text = JSON.stringify({
    store: './delivery.db',
    sources: { shop: { writeKey: 'benchmark' } },
    destinations: {
      [destination]: { settings: demoSettingsOf(destination), subscriptions: [{ name, action, subscribe }] }
    }
  })
  return readConfig(text, 'delivery.yaml', { catalog: catalogOf(defaultDirectory), env: {} })
}

/** The kinds take turns, and each message has values of its own. */
async function fill(store: Store, destination: string, subscription: string): Promise<void> {
  const { event } = subject()
  for (let first = 0; first < FAILURES; first += PER_CALL) {
    await store.accept(
      Array.from({ length: PER_CALL }, (_, place): NewEvent => {
        const index = first + place
        const one = numbered(event, index)
        const body = JSON.stringify(one)
        const message = `The field "plan" must not be ${index}.`
        const reason = { code: codeOf(index % KINDS), message, status: 400 }
        return {
          source: 'shop',
          messageId: one.messageId,
          fingerprint: hash('sha1', body),
          receivedAt: Date.now(),
          body,
          deliveries: [{ destination, subscription, state: 'failed', reason }]
        }
      })
    )
  }
}

function codeOf(kind: number): string {
  return `KIND_${kind}`
}

async function differences(store: Store, config: DeliveryConfig, group: number): Promise<number> {
  const difference = await rehearseFailures({
    store,
    config,
    ids: pages(store, group),
    rehearse: (of, onRehearsed) =>
      startRehearsal({ config: of, directory: defaultDirectory, onRehearsed, log: silentLog })
  })
  return difference.groups.reduce((sum, { count }) => sum + count, 0)
}

async function resend(store: Store, group: number): Promise<number> {
  const operation = await store.logOperation({ who: 'benchmark', action: 'resend', what: { group }, count: 0 })
  let resent = 0
  for await (const ids of pages(store, group)) resent += await store.resend(ids, [], operation)
  return resent
}

async function* pages(store: Store, group: number): AsyncGenerator<number[]> {
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: { ids: number[]; next?: number } = await store.failedIds({ group }, after, STEP)
    yield page.ids
    after = page.next
  }
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function expectCount(count: number, expected: number): void {
  if (count !== expected) throw new Error(`There are ${count} instead of ${expected}.`)
}

const silentLog = { info: () => undefined, warn: () => undefined, error: () => undefined }
