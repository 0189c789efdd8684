import fc from 'fast-check'
import type { RetryPolicy, Verdict } from './delivery'

export const destinations = ['wigzo', 'refersion']

export const policy: RetryPolicy = {
  retryWindowMs: 60_000,
  maxLaneBlockMs: 15_000,
  firstBackoffMs: 1000,
  maxBackoffMs: 20_000
}

/** How an attempt ends. */
export interface Ending {
  kind: Verdict['kind']
  /** Whether the vendor got it, though nobody knows. */
  arrived: boolean
  elapsedMs: number
  random: number
  /** If it ends with a retry: the vendor was known to be down, and still is. */
  duringOutage?: boolean
  killed?: 'alone' | 'amongOthers'
}

/** One thing that happens. What is picked is the one at this place of those there are, from the start again at the end. */
export type Event =
  | { happens: 'accept'; destination: string; user?: string; replay?: number }
  | { happens: 'claim'; destination: string; limit: number; freshFirst?: boolean }
  | { happens: 'settle'; pick: number; ending: Ending }
  /** A worker that was thought to be gone settles what it had. */
  | { happens: 'settleLate'; pick: number; ending: Ending }
  | { happens: 'wait'; ms: number }
  | { happens: 'crash' }
  | { happens: 'loseLease' }
  /** One failed delivery, or all of them. */
  | { happens: 'resend' | 'discard'; pick: number | 'all' }
  | { happens: 'correct'; pick: number }
  | { happens: 'pause' | 'resume' | 'removeFromConfig'; destination: string }

const destination = fc.constantFrom(...destinations)
const pick = fc.nat(100)

const ending: fc.Arbitrary<Ending> = fc.record({
  kind: fc.constantFrom<Verdict['kind']>('delivered', 'filtered', 'failed', 'retry', 'retry', 'unknown', 'released'),
  arrived: fc.boolean(),
  elapsedMs: fc.constantFrom(0, 20, 3000, 10_000),
  random: fc.constantFrom(0, 0.3, 1),
  duringOutage: fc.boolean(),
  killed: fc.constantFrom(undefined, undefined, 'amongOthers' as const, 'alone' as const)
})

/** Random schedules: intake, workers, vendors, crashes, and people, in any order. */
export const schedules: fc.Arbitrary<Event[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        happens: fc.constant('accept' as const),
        destination,
        user: fc.constantFrom('a', 'a', 'b', undefined),
        replay: fc.constantFrom(undefined, undefined, undefined, 1, 2)
      })
    },
    {
      weight: 6,
      arbitrary: fc.record({
        happens: fc.constant('claim' as const),
        destination,
        limit: fc.integer({ min: 1, max: 4 }),
        freshFirst: fc.boolean()
      })
    },
    { weight: 8, arbitrary: fc.record({ happens: fc.constant('settle' as const), pick, ending }) },
    { weight: 2, arbitrary: fc.record({ happens: fc.constant('settleLate' as const), pick, ending }) },
    {
      weight: 4,
      arbitrary: fc.record({ happens: fc.constant('wait' as const), ms: fc.constantFrom(1, 500, 2000, 25_000) })
    },
    {
      weight: 2,
      arbitrary: fc.record({
        happens: fc.constantFrom('resend' as const, 'resend' as const, 'resend' as const, 'discard' as const),
        pick: fc.oneof(pick, fc.constant('all' as const))
      })
    },
    { weight: 1, arbitrary: fc.record({ happens: fc.constant('correct' as const), pick }) },
    { weight: 1, arbitrary: fc.constantFrom<Event>({ happens: 'crash' }, { happens: 'loseLease' }) },
    {
      weight: 1,
      arbitrary: fc.record({
        happens: fc.constantFrom('pause' as const, 'resume' as const, 'resume' as const, 'removeFromConfig' as const),
        destination
      })
    }
  ),
  { minLength: 20, maxLength: 80, size: 'max' }
)

/** The picked ones. */
export function picked(ids: number[], pick: number | 'all'): number[] {
  if (pick === 'all' || ids.length === 0) return ids
  return [ids[pick % ids.length]]
}

/** The verdict that an ending says. */
export function verdictOf({ kind, arrived }: Ending): Verdict {
  const reason = { code: 'MESSAGE_REJECTED', message: `The attempt ended as ${kind}.` }
  if (kind === 'delivered' || kind === 'released') return { kind }
  // The vendor got the request, and its answer got lost.
  return { kind, reason, ...((kind === 'retry' || kind === 'failed') && arrived && { mayHaveArrived: true }) }
}
