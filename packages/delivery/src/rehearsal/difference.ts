import type { Exchange } from '@partner-destinations/runner/wire'
import type { Reason } from '../machine/delivery'
import { patternOf } from '../machine/failure-pattern'
import { requestChanges } from './request-changes'
import type { Alike, RequestChange } from './request-changes'

/** How a rehearsed delivery ends. */
export type RehearsedOutcome = 'delivered' | 'filtered' | 'failed'

/** What would become of failed deliveries if they were resent now. */
export interface Difference {
  /** Deliveries that were compared. */
  compared: number
  /** The largest first. */
  groups: DifferenceGroup[]
}

/** Deliveries that would end in the same way, and whose requests change in the same places. */
export interface DifferenceGroup {
  outcome: RehearsedOutcome
  /** Unless delivered. */
  code?: string
  /** Unless delivered: the message of one of them. */
  message?: string
  count: number
  /** Nothing is known of the requests that failed, or of those that would be sent, so there are no `changes`. */
  nothingKept?: true
  changes: RequestChange[]
  /** Some of them. */
  samples: DifferenceSample[]
}

/** A delivery with the requests that failed, and those that would be sent now. */
export interface DifferenceSample {
  id: number
  before: Exchange[]
  after: Exchange[]
}

/** A failed delivery, and what a rehearsal made of it. */
export interface RehearsedFailure {
  id: number
  /** The exchanges of the attempt that failed; undefined if they were not kept. */
  before?: Exchange[]
  outcome: RehearsedOutcome
  reason?: Reason
  /** The exchanges of the rehearsal; undefined if they were not kept. */
  after?: Exchange[]
  /** Which values to take for equal besides those that are. */
  areAlike?: Alike
}

const mostSamples = 3

/** If there are more groups, the rest is grouped only by how it ends. */
const mostGroups = 500

/** Stands for the changes of the rest. */
const otherPlaces: RequestChange = { path: '…' }

/** Gathers the differences of any number of deliveries. It keeps no more than groups and their samples. */
export class Differences {
  private compared = 0
  private readonly groups = new Map<string, DifferenceGroup>()

  add({ id, before, outcome, reason, areAlike, ...rehearsed }: RehearsedFailure): void {
    this.compared++
    const { after = outcome === 'delivered' ? undefined : [] } = rehearsed
    const changes = before && after && requestChanges(before, after, areAlike)
    const ending = { outcome, ...(reason && { code: reason.code, message: reason.message }) }
    const group = this.groupOf(ending, changes)
    group.count++
    if (group.samples.length < mostSamples) group.samples.push({ id, before: before ?? [], after: after ?? [] })
  }

  get difference(): Difference {
    return { compared: this.compared, groups: [...this.groups.values()].sort((one, other) => other.count - one.count) }
  }

  private groupOf(ending: Ending, changes: RequestChange[] | undefined): DifferenceGroup {
    const { outcome, code, message } = ending
    const same = [outcome, code, message && patternOf(message)]
    const key = JSON.stringify([...same, changes?.map(({ path }) => path)])
    const isKnown = this.groups.has(key) || this.groups.size < mostGroups
    return isKnown ? this.group(key, ending, changes) : this.group(JSON.stringify(same), ending, [otherPlaces])
  }

  private group(key: string, ending: Ending, changes: RequestChange[] | undefined): DifferenceGroup {
    const known = this.groups.get(key)
    if (known) return known
    const kept = changes ? { changes } : { nothingKept: true as const, changes: [] }
    const group = { ...ending, count: 0, ...kept, samples: [] }
    this.groups.set(key, group)
    return group
  }
}

type Ending = Pick<DifferenceGroup, 'outcome' | 'code' | 'message'>
