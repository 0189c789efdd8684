import type { Exchange } from '@partner-destinations/runner/wire'
import type { DeliveryConfig } from '../config/config'
import { laneOf } from '../machine/lane'
import type { DeliveryDetails, NewEvent, Store } from '../store/store'
import { Differences } from './difference'
import type { Difference } from './difference'
import type { Rehearse } from './rehearsal'

/** What it takes to rehearse failed deliveries. */
export interface FailuresToRehearse {
  store: Pick<Store, 'details'>
  /** The present config. */
  config: DeliveryConfig
  /** The ids of the deliveries, in ascending order, some at a time. Those that are not failed any more are left out. */
  ids: Iterable<number[]> | AsyncIterable<number[]>
  rehearse: Rehearse
}

/**
 * What would become of failed deliveries if they were resent now, and how their requests would change. Nothing is changed,
 * and no vendor is asked. What is in memory at a time doesn't grow with their number.
 * @throws Error if the store fails, or the rehearsal does not start
 */
export async function rehearseFailures({ store, config, ids, rehearse }: FailuresToRehearse): Promise<Difference> {
  const differences = new Differences()
  /** Exchanges of the attempts that failed, by the id of the delivery, while it is rehearsed. */
  const failed = new Map<string, Exchange[] | undefined>()
  const rehearsal = await rehearse(config, ({ messageId, destination, outcome, reason, exchanges }) => {
    const before = failed.get(messageId)
    failed.delete(messageId)
    const areAlike = (one: unknown, other: unknown) => rehearsal.areSameSetting(destination, one, other)
    differences.add({ id: Number(messageId), before, outcome, reason, after: exchanges, areAlike })
  })
  try {
    for await (const some of ids) {
      const deliveries = (await Promise.all(some.map((id) => store.details(id)))).filter(isFailed)
      for (const { id, attemptRows } of deliveries) failed.set(String(id), keptOf(attemptRows))
      await rehearsal.take(deliveries.map((delivery) => eventOf(delivery, config)))
    }
    await rehearsal.end()
    return differences.difference
  } finally {
    await rehearsal.close()
  }
}

function isFailed(delivery: DeliveryDetails | undefined): delivery is DeliveryDetails {
  return delivery?.state === 'failed'
}

/** The exchanges of the last attempt of which some are kept; none if nothing was attempted. */
function keptOf(attempts: DeliveryDetails['attemptRows']): Exchange[] | undefined {
  if (attempts.length === 0) return []
  const kept = attempts.filter(({ exchanges }) => exchanges !== undefined)
  return kept[kept.length - 1]?.exchanges as Exchange[] | undefined
}

/** A failed delivery as an event of its own. One whose event could not be taken stays as it is, as when it is resent. */
function eventOf(failed: DeliveryDetails, { destinations }: DeliveryConfig): NewEvent {
  const { id, source, event, receivedAt, destination, subscription, reason } = failed
  const body = JSON.stringify(event)
  const common = { source, messageId: String(id), fingerprint: '', receivedAt, body }
  if (subscription === undefined) {
    return { ...common, deliveries: reason ? [{ destination, state: 'failed', reason }] : [] }
  }
  const isOrdered = destinations.find(({ name }) => name === destination)?.order === 'user'
  const lane = isOrdered ? laneOf(event) : undefined
  return {
    ...common,
    deliveries: [{ destination, subscription, state: 'pending', ...(lane !== undefined && { lane }) }]
  }
}
