import type { DestinationConfig } from '../config/config'
import type { Reason } from '../machine/delivery'
import { patternOf } from '../machine/failure-pattern'
import type { RehearsedOutcome } from './difference'

/** What a rehearsal did for each destination of the config, by name. */
export type Rehearsed = Record<string, RehearsedDestination>

export interface RehearsedDestination extends Record<RehearsedOutcome, number> {
  /** Why deliveries were filtered and failed; the largest first. */
  groups: RehearsedGroup[]
  /** Requests that were sent. */
  requests: number
  /** How long these requests take at the destination's rate limit, in milliseconds. Absent without a limit. */
  limitMs?: number
}

/** Deliveries that ended for one reason: with the same code, and messages that differ in values only. */
export interface RehearsedGroup extends Reason {
  outcome: 'filtered' | 'failed'
  /** The `message` is that of one of them. */
  count: number
}

/** If a destination has more groups, the rest is grouped by code alone. */
const mostGroups = 200

interface Counted {
  of: DestinationConfig
  ended: Record<RehearsedOutcome, number>
  groups: Map<string, RehearsedGroup>
  requests: number
}

/** Counts what a rehearsal does. */
export class Tally {
  private readonly byDestination: Map<string, Counted>

  constructor(destinations: DestinationConfig[]) {
    const nothing = () => ({ ended: { delivered: 0, filtered: 0, failed: 0 }, groups: new Map(), requests: 0 })
    this.byDestination = new Map(destinations.map((of) => [of.name, { of, ...nothing() }]))
  }

  ended(destination: string, outcome: RehearsedOutcome, reason?: Reason): void {
    const counted = this.byDestination.get(destination)
    if (!counted) return
    counted.ended[outcome]++
    if (outcome !== 'delivered' && reason) groupOf(counted.groups, outcome, reason).count++
  }

  sent(destination: string, requests: number): void {
    const counted = this.byDestination.get(destination)
    if (counted) counted.requests += requests
  }

  get rehearsed(): Rehearsed {
    return Object.fromEntries([...this.byDestination].map(([name, counted]) => [name, rehearsedOf(counted)]))
  }
}

function rehearsedOf({ of: { rateLimit }, ended, groups, requests }: Counted): RehearsedDestination {
  return {
    ...ended,
    groups: [...groups.values()].sort((one, other) => other.count - one.count),
    requests,
    ...(rateLimit && { limitMs: Math.round((requests / rateLimit.requests) * rateLimit.windowMs) })
  }
}

function groupOf(
  groups: Map<string, RehearsedGroup>,
  outcome: RehearsedGroup['outcome'],
  reason: Reason
): RehearsedGroup {
  const exact = JSON.stringify([outcome, reason.code, patternOf(reason.message)])
  const key = groups.has(exact) || groups.size < mostGroups ? exact : JSON.stringify([outcome, reason.code])
  const group = groups.get(key) ?? { outcome, ...reason, count: 0 }
  groups.set(key, group)
  return group
}
