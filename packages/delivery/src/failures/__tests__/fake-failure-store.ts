import type { FailureFilter, FailureGroup, FailureStore, Operation } from '../../store/failures'
import type { DeliveryDetails, DeliveryQuery, NewEvent } from '../../store/store'
import type { FailuresOptions } from '../failures'

/** A store in an array. Its filters know the destination and the code only, and a page of ids has gaps. */
export class FakeFailureStore implements FailureStore, Pick<FailuresOptions['store'], 'details' | 'list'> {
  readonly log: Operation[] = []
  /** The ids of each call of `resend` and `discard`. */
  readonly steps: number[][] = []
  readonly unordered: string[][] = []
  readonly corrections: NewEvent[] = []
  /** Is called after each page of ids. */
  onPage: () => void = () => undefined

  constructor(readonly deliveries: DeliveryDetails[]) {}

  async failureGroups(filter: FailureFilter) {
    const groups = new Map<string, FailureGroup>()
    for (const { destination, subscription, reason, receivedAt } of this.failed(filter)) {
      const { code = '', message = '' } = reason ?? {}
      const key = [destination, subscription, code].join(' ')
      const at = receivedAt
      const group = groups.get(key) ?? {
        id: groups.size + 1,
        destination,
        subscription,
        code,
        message,
        count: 0,
        firstAt: at,
        lastAt: at
      }
      groups.set(key, { ...group, count: group.count + 1, lastAt: at })
    }
    return [...groups.values()].sort((a, b) => b.count - a.count)
  }

  async failures(filter: FailureFilter, { limit, before = Infinity }: { limit: number; before?: number }) {
    return this.failed(filter)
      .filter(({ id }) => id < before)
      .reverse()
      .slice(0, limit)
  }

  /** Looks at the next `limit` deliveries only, as a search in steps does. */
  async failedIds(filter: FailureFilter, after: number, limit: number) {
    const looked = this.deliveries.filter(({ id }) => id > after).slice(0, limit)
    const failed = new Set(this.failed(filter))
    const ids = looked.filter((one) => failed.has(one)).map(({ id }) => id)
    this.onPage()
    return { ids, ...(looked.length === limit && { next: looked[limit - 1].id }) }
  }

  async resend(ids: number[], unordered: string[], operation: number) {
    this.unordered.push(unordered)
    return this.change(
      ids.filter((id) => this.find(id)?.subscription !== undefined),
      'pending',
      operation,
      ids
    )
  }

  async discard(ids: number[], operation: number) {
    return this.change(ids, 'filtered', operation, ids)
  }

  async correct(id: number, event: NewEvent, operation: number) {
    if (this.change([id], 'filtered', operation, [id]) === 0) return undefined
    this.corrections.push(event)
    return event.deliveries.map((_delivery, index) => 1000 + index)
  }

  async logOperation(operation: Omit<Operation, 'id' | 'at'>) {
    return this.log.push({ ...operation, id: this.log.length + 1, at: 5_000 })
  }

  async operations({ limit, before = Infinity }: { limit: number; before?: number }) {
    return [...this.log]
      .reverse()
      .filter(({ id }) => id < before)
      .slice(0, limit)
  }

  async details(id: number) {
    return this.find(id)
  }

  async list({ messageId }: DeliveryQuery) {
    return this.deliveries.filter((one) => one.messageId === messageId)
  }

  private find(id: number) {
    return this.deliveries.find((one) => one.id === id)
  }

  private failed({ destination, code }: FailureFilter) {
    return this.deliveries.filter(
      (one) =>
        one.state === 'failed' &&
        (destination === undefined || one.destination === destination) &&
        (code === undefined || one.reason?.code === code)
    )
  }

  private change(ids: number[], state: DeliveryDetails['state'], operation: number, step: number[]): number {
    this.steps.push(step)
    const changed = this.deliveries.filter((one) => ids.includes(one.id) && one.state === 'failed')
    for (const one of changed) one.state = state
    this.log[operation - 1].count += changed.length
    return changed.length
  }
}
