import type { Delivery, RetryPolicy } from '../delivery'
import { created, next, transitions } from '../transitions'
import type { Input } from '../transitions'

const minute = 60_000
const policy: RetryPolicy = {
  retryWindowMs: 240 * minute,
  maxLaneBlockMs: 15 * minute,
  firstBackoffMs: 1000,
  maxBackoffMs: 5 * minute
}
const reason = { code: 'MESSAGE_REJECTED', message: 'The vendor answered 500.', status: 500 }
const inFlight: Delivery = { ...created('pending'), state: 'inFlight', attempts: 1 }

const again = { elapsedMs: 100, policy, random: 1 }
const retry: Input = { kind: 'retry', reason, ...again }
const unknown: Input = { kind: 'unknown', reason, ...again }

const everyInput: Record<Input['kind'], Input> = {
  claim: { kind: 'claim' },
  delivered: { kind: 'delivered', elapsedMs: 100 },
  filtered: { kind: 'filtered', elapsedMs: 100, reason },
  failed: { kind: 'failed', elapsedMs: 100, reason },
  retry,
  unknown,
  released: { kind: 'released' },
  lost: { kind: 'lost' },
  orphaned: { kind: 'orphaned', reason },
  resend: { kind: 'resend' },
  discarded: { kind: 'discarded' },
  corrected: { kind: 'corrected' }
}

describe('the transitions of a delivery', () => {
  it.each<[Delivery['state'], Input['kind'][]]>([
    ['pending', ['claim', 'orphaned']],
    ['inFlight', ['delivered', 'filtered', 'failed', 'retry', 'unknown', 'released', 'lost']],
    ['delivered', []],
    ['filtered', []],
    ['failed', ['resend', 'discarded', 'corrected']]
  ])('%s takes these inputs, and refuses all others', (state, taken) => {
    const delivery = { ...inFlight, state }
    const inputs = Object.values(everyInput).filter((input) => next(delivery, input) !== undefined)
    expect(inputs.map(({ kind }) => kind).sort()).toEqual([...taken].sort())
    expect(Object.keys(transitions[state]).sort()).toEqual([...taken].sort())
  })

  it.each<[string, Delivery, Input, Partial<Delivery>, { dueInMs?: number; leavesLane: boolean }]>([
    [
      'a claim begins an attempt',
      created('pending'),
      everyInput.claim,
      { state: 'inFlight', attempts: 1 },
      { leavesLane: false }
    ],
    [
      'a delivery of a removed subscription fails',
      created('pending'),
      everyInput.orphaned,
      { state: 'failed', reason },
      { leavesLane: true }
    ],
    [
      'success forgets why earlier attempts failed',
      { ...inFlight, reason },
      everyInput.delivered,
      { state: 'delivered', retriedMs: 100, reason: undefined },
      { leavesLane: true }
    ],
    [
      'filtered keeps the reason',
      inFlight,
      everyInput.filtered,
      { state: 'filtered', retriedMs: 100, reason },
      { leavesLane: true }
    ],
    [
      'failed keeps the reason',
      inFlight,
      everyInput.failed,
      { state: 'failed', retriedMs: 100, reason },
      { leavesLane: true }
    ],
    [
      'a retry counts the attempt and the pause',
      inFlight,
      retry,
      { state: 'pending', retriedMs: 1100, reason },
      { dueInMs: 1000, leavesLane: false }
    ],
    [
      'the pause is half as long by chance',
      inFlight,
      { ...retry, random: 0 },
      { state: 'pending', retriedMs: 600, reason },
      { dueInMs: 500, leavesLane: false }
    ],
    [
      'the pause doubles with each attempt',
      { ...inFlight, attempts: 4, retriedMs: 7000 },
      retry,
      { state: 'pending', retriedMs: 15_100, reason },
      { dueInMs: 8000, leavesLane: false }
    ],
    [
      'the pauses begin anew after a resend',
      { ...inFlight, attempts: 4 },
      retry,
      { state: 'pending', retriedMs: 1100, reason },
      { dueInMs: 1000, leavesLane: false }
    ],
    [
      'the pause grows up to the longest one',
      { ...inFlight, attempts: 1000, retriedMs: 5 * minute },
      retry,
      { state: 'pending', retriedMs: 10 * minute + 100, reason },
      { dueInMs: 300_000, leavesLane: false }
    ],
    [
      'the lane goes on if the pause would hold it back for too long',
      { ...inFlight, attempts: 2, retriedMs: 15 * minute - 2099 },
      retry,
      { state: 'pending', retriedMs: 15 * minute + 1, outOfOrder: true, reason },
      { dueInMs: 2000, leavesLane: true }
    ],
    [
      'the lane waits if the pause ends just in time',
      { ...inFlight, attempts: 2, retriedMs: 15 * minute - 2100 },
      retry,
      { state: 'pending', retriedMs: 15 * minute, reason },
      { dueInMs: 2000, leavesLane: false }
    ],
    [
      'the last attempt begins when the retry window ends',
      { ...inFlight, attempts: 9, retriedMs: 240 * minute - 101, outOfOrder: true },
      retry,
      { state: 'pending', retriedMs: 240 * minute, reason },
      { dueInMs: 1, leavesLane: true }
    ],
    [
      'a retry after the retry window fails',
      { ...inFlight, attempts: 9, retriedMs: 240 * minute - 100 },
      retry,
      { state: 'failed', retriedMs: 240 * minute, reason },
      { leavesLane: true }
    ],
    [
      'during an outage, a retry counts as usual at first',
      inFlight,
      { ...retry, duringOutage: true },
      { state: 'pending', retriedMs: 1100, reason },
      { dueInMs: 1000, leavesLane: false }
    ],
    [
      'during an outage, the time counts until the lane goes on',
      { ...inFlight, attempts: 9, retriedMs: 15 * minute - 50_000 },
      { ...retry, duringOutage: true },
      { state: 'pending', retriedMs: 15 * minute + 1, outOfOrder: true, reason },
      { dueInMs: 256_000, leavesLane: true }
    ],
    [
      'during an outage, no time counts after that',
      { ...inFlight, attempts: 100, retriedMs: 15 * minute + 1, outOfOrder: true },
      { ...retry, duringOutage: true },
      { state: 'pending', retriedMs: 15 * minute + 1, outOfOrder: true, reason },
      { dueInMs: 300_000, leavesLane: true }
    ],
    [
      'during an outage, no retry fails, not even after the retry window',
      { ...inFlight, attempts: 100, retriedMs: 240 * minute, outOfOrder: true },
      { ...retry, duringOutage: true },
      { state: 'pending', retriedMs: 240 * minute, outOfOrder: true, reason },
      { dueInMs: 300_000, leavesLane: true }
    ],
    [
      'a retry after an attempt that may have arrived is marked',
      inFlight,
      { ...retry, mayHaveArrived: true },
      { state: 'pending', retriedMs: 1100, possibleDuplicate: true, reason },
      { dueInMs: 1000, leavesLane: false }
    ],
    [
      'failed is marked if it may have arrived',
      inFlight,
      { ...everyInput.failed, mayHaveArrived: true } as Input,
      { state: 'failed', retriedMs: 100, possibleDuplicate: true, reason },
      { leavesLane: true }
    ],
    [
      'a mark stays',
      { ...inFlight, possibleDuplicate: true },
      retry,
      { state: 'pending', retriedMs: 1100, reason },
      { dueInMs: 1000, leavesLane: false }
    ],
    [
      'an unknown outcome is retried, and marked',
      inFlight,
      unknown,
      { state: 'pending', retriedMs: 1100, possibleDuplicate: true, reason },
      { dueInMs: 1000, leavesLane: false }
    ],
    [
      'a killed thread makes a suspect of each of its deliveries',
      inFlight,
      { ...unknown, killed: 'amongOthers' },
      { state: 'pending', retriedMs: 1100, possibleDuplicate: true, kills: 1, reason },
      { dueInMs: 1000, leavesLane: false }
    ],
    [
      'a delivery that was alone in a killed thread fails',
      { ...inFlight, kills: 1 },
      { ...unknown, killed: 'alone' },
      {
        state: 'failed',
        retriedMs: 100,
        possibleDuplicate: true,
        kills: 2,
        reason: { code: 'DESTINATION_CODE_STOPPED', message: expect.stringContaining('stopped') as string }
      },
      { leavesLane: true }
    ],
    [
      'a released delivery is as if it had never been claimed',
      { ...inFlight, attempts: 3, retriedMs: 7, reason },
      everyInput.released,
      { state: 'pending', attempts: 2 },
      { dueInMs: 0, leavesLane: false }
    ],
    [
      'a delivery whose worker is gone is due at once, and marked',
      inFlight,
      everyInput.lost,
      {
        state: 'pending',
        possibleDuplicate: true,
        reason: { code: 'OUTCOME_UNKNOWN', message: expect.stringContaining('cut off') as string }
      },
      { dueInMs: 0, leavesLane: false }
    ],
    [
      'a resent delivery begins anew, with the number of its attempts and its mark',
      {
        ...{ state: 'failed', attempts: 9, retriedMs: 240 * minute, kills: 2, reason },
        ...{ outOfOrder: true, possibleDuplicate: true }
      },
      everyInput.resend,
      { state: 'pending', retriedMs: 0, outOfOrder: false, kills: 0, reason: undefined },
      { dueInMs: 0, leavesLane: false }
    ],
    [
      'a discarded delivery is filtered, and says so',
      { ...inFlight, state: 'failed', reason },
      everyInput.discarded,
      {
        state: 'filtered',
        reason: { code: 'DISCARDED', message: expect.stringContaining('discarded') as string }
      },
      { leavesLane: true }
    ],
    [
      'a delivery whose event was corrected is filtered, and says so',
      { ...inFlight, state: 'failed', reason },
      everyInput.corrected,
      {
        state: 'filtered',
        reason: { code: 'CORRECTED', message: expect.stringContaining('corrected') as string }
      },
      { leavesLane: true }
    ]
  ])('%s', (_, before, input, changes, rest) => {
    expect(next(before, input)).toEqual({ delivery: { ...before, ...changes }, ...rest })
  })
})
