import { markerOf } from './marker'
import type { Ledger } from './unreliable-vendor'

/** What the engine says of a delivery, as its API does. */
export interface KnownDelivery {
  messageId: string
  destination: string
  state: string
  possibleDuplicate: boolean
  outOfOrder: boolean
}

/** What is compared. */
export interface Books {
  /** The ids of the messages that the engine acknowledged. They are also the names of the events. */
  acknowledged: string[]
  /** What the engine says. */
  deliveries: KnownDelivery[]
  /** What the vendors accepted. */
  ledger: Ledger
  /** The vendors' hosts by the names of the destinations that send to them. */
  hosts: Record<string, string>
}

/** How the books compare. The messages are empty if all is well. */
export interface Reconciliation {
  delivered: number
  failed: number
  /** Accepted by the vendor more than once, and marked as such. */
  explainedDuplicates: number
  /** Delivered after the lane went on without them, and marked as such. */
  outOfOrder: number
  problems: string[]
}

/** Compares what was acknowledged, what the engine says of it, and what the vendors have. */
export function reconcile({ acknowledged, deliveries, ledger, hosts }: Books): Reconciliation {
  const result: Reconciliation = { delivered: 0, failed: 0, explainedDuplicates: 0, outOfOrder: 0, problems: [] }
  for (const [destination, host] of Object.entries(hosts)) {
    const own = deliveries.filter((one) => one.destination === destination)
    const known = new Map(own.map((one) => [one.messageId, one]))
    if (known.size < own.length) {
      result.problems.push(`${destination}: events that were taken in more than once: ${own.length - known.size}.`)
    }
    const accepted = ledger.get(host) ?? []
    const times = countOf(accepted)
    for (const id of acknowledged) {
      const delivery = known.get(id)
      if (!delivery) {
        result.problems.push(`${destination}: "${id}" was acknowledged, and is missing.`)
        continue
      }
      const count = times.get(id) ?? 0
      if (delivery.state === 'delivered') result.delivered++
      else if (delivery.state === 'failed') result.failed++
      else result.problems.push(`${destination}: "${id}" is still ${delivery.state}.`)
      if (delivery.state === 'delivered' && count === 0) {
        result.problems.push(`${destination}: "${id}" counts as delivered, but the vendor doesn't have it.`)
      }
      if (delivery.outOfOrder) result.outOfOrder++
      if (count > 1 && delivery.possibleDuplicate) result.explainedDuplicates++
      if (count > 1 && !delivery.possibleDuplicate) {
        result.problems.push(`${destination}: "${id}" came ${count} times, and isn't marked as a possible duplicate.`)
      }
    }
    result.problems.push(...disorder(accepted, known, destination))
  }
  return result
}

function countOf(names: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/** The first arrivals of each user's events that came after a later event of the same user, unless they are marked. */
function disorder(accepted: string[], known: Map<string, KnownDelivery>, destination: string): string[] {
  const latest = new Map<number, number>()
  const seen = new Set<string>()
  return accepted.flatMap((name) => {
    if (seen.has(name)) return []
    seen.add(name)
    const { user, sequence } = markerOf(name)
    const before = latest.get(user) ?? -1
    latest.set(user, Math.max(before, sequence))
    if (sequence > before || known.get(name)?.outOfOrder) return []
    return [`${destination}: "${name}" came after number ${before} of the same user.`]
  })
}
