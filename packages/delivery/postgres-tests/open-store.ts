import { setTimeout as sleep } from 'node:timers/promises'
import { noObserver } from '../src/observer'
import { openStore } from '../src/store/open'
import type { Claimed, NewEvent, Settled, Store, StoreOptions } from '../src/store/store'
import type { RetryPolicy, Verdict } from '../src/machine/delivery'

const day = 24 * 60 * 60 * 1000

export const policy: RetryPolicy = { retryWindowMs: day, maxLaneBlockMs: day, firstBackoffMs: 1, maxBackoffMs: 20 }

const defaults: StoreOptions = {
  mode: 'sandbox',
  maxBacklog: 1_000_000,
  retention: { deliveredMs: day, failedMs: day }
}

/** Opens a store with the clock of the machine, as an engine does. */
export function open(url: string, options: Partial<StoreOptions> = {}): Promise<Store> {
  return openStore(url, { ...defaults, ...options }, Date.now, noObserver)
}

/** An event with one delivery. */
export function event(messageId: string, lane?: string): NewEvent {
  const delivery = { destination: 'wigzo', subscription: 'Purchases', state: 'pending' as const }
  return {
    source: 'shop',
    messageId,
    fingerprint: 'as-sent',
    receivedAt: Date.now(),
    body: JSON.stringify({ messageId, userId: lane }),
    deliveries: [{ ...delivery, ...(lane !== undefined && { lane }) }]
  }
}

export function events(count: number, lanes?: number, name = 'message'): NewEvent[] {
  return Array.from({ length: count }, (_, index) => {
    return event(`${name}-${index}`, lanes === undefined ? undefined : `user-${index % lanes}`)
  })
}

export function claim(store: Store, limit: number): Promise<Claimed[]> {
  return store.claim([{ destination: 'wigzo', limit }])
}

export function settle(store: Store, claimed: Claimed[], verdict: Verdict = { kind: 'delivered' }): Promise<Settled[]> {
  const now = Date.now()
  return store.settle(
    claimed.map(({ id, attempt }) => ({ id, attempt, verdict, startedAt: now, endedAt: now, policy }))
  )
}

/** Accepts an event as soon as the store can. Until then it asks again and again. */
export async function acceptWhenBack(store: Store, one: NewEvent): Promise<void> {
  const isAccepted = () =>
    store.accept([one]).then(
      () => true,
      () => false
    )
  while (!(await isAccepted())) await sleep(20)
}

export function messageOf({ body }: Claimed): string {
  return (JSON.parse(body) as { messageId: string }).messageId
}
