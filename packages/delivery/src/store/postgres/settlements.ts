import { attemptToKeep, inputOf } from '../settling'
import type { KeptAttempt } from '../settling'
import type { Settled, Settlement } from '../store'
import { attemptKey, attemptsCutOff, writeAttempts } from './attempts'
import type { Connections, Session } from './connections'
import { lockRecords, Transitioning } from './delivery-rows'
import type { DeliveryRecord } from './delivery-rows'
import { dueNow, stateNames } from './schema'
import type { FailureGroups } from './failure-groups'
import type { ServerClock } from './server-clock'

/** A settlement and the random number that decides about its next attempt. */
export interface Drawn {
  settlement: Settlement
  random: number
}

/** Settles attempts of one worker. */
export class Settlements {
  /**
   * What was answered to settlements whose COMMIT got no answer. If one of them comes again, and its delivery isn't in
   * flight any more, it did hold.
   */
  private readonly inDoubt = new Map<string, Settled>()

  constructor(
    private readonly connections: Connections,
    private readonly groups: FailureGroups,
    private readonly clock: ServerClock,
    private readonly worker: number
  ) {}

  /** Settles the attempts of several calls. */
  async settle(calls: Drawn[][]): Promise<Settled[][]> {
    const drawn = calls.flat()
    let applied = new Map<string, Settled>()
    const settled = await this.connections.transact(
      (session) => {
        applied = new Map()
        return this.settleAll(session, drawn, applied)
      },
      () => applied.forEach((answer, key) => this.inDoubt.set(key, answer))
    )
    for (const { settlement } of drawn) this.inDoubt.delete(attemptKey(settlement))
    let answered = 0
    return calls.map(({ length }) => settled.slice(answered, (answered += length)))
  }

  /** @param applied gets the answers to those that change something */
  private async settleAll(session: Session, drawn: Drawn[], applied: Map<string, Settled>): Promise<Settled[]> {
    const now = this.clock.now()
    const settlements = drawn.map(({ settlement }) => settlement)
    const records = await lockRecords(
      session,
      settlements.map(({ id }) => id)
    )
    const repeated = settlements.filter((one) => this.inDoubt.has(attemptKey(one)) && !this.isMine(records, one))
    const cutOff = await attemptsCutOff(session, repeated)
    const transitioning = new Transitioning(this.groups, now)
    const kept: (KeptAttempt | undefined)[] = []
    const settled = drawn.map(({ settlement, random }): Settled => {
      const { id, startedAt, endedAt } = settlement
      const key = attemptKey(settlement)
      const record = records.get(id)
      if (!record) return undefined
      if (!this.isMine(records, settlement)) return cutOff.has(key) ? undefined : this.inDoubt.get(key)
      const after = transitioning.apply(record, inputOf(settlement, random), startedAt, endedAt)
      if (!after) return undefined
      records.set(id, after)
      kept.push(attemptToKeep(settlement))
      const { state, due } = after
      const dueAt = due === null ? undefined : this.clock.toLocal(due === dueNow ? now : due)
      const answer = { state: stateNames[state], ...(dueAt !== undefined && { dueAt }) }
      applied.set(key, answer)
      return answer
    })
    writeAttempts(session, kept)
    await transitioning.write(session)
    return settled
  }

  private isMine(records: Map<number, DeliveryRecord>, { id, attempt }: Settlement): boolean {
    const record = records.get(id)
    return record?.worker === this.worker && record.attempts === attempt
  }
}
