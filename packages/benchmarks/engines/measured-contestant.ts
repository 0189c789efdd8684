import { load } from './contestant'
import type { Limit } from './contestant'
import { ContestantProcess } from './contestant-process'
import type { ContestantAnswer, ContestantStart } from './contestant-process'
import { measurements } from './results'
import type { EngineResult, Measurement } from './results'

/** Events of the first round, which warms up and shows how many the others can have. */
const warmUpEvents = 1000
/** Bounds of the events in each part of a round. */
const fewest = 500
const most = 20_000

/** The retries of the test of order, and the requests of the test of the limiter. */
const retried = { users: 20, each: 4 }
const burst = 60

/** How long each part of a round should take. */
export interface Pace {
  milliseconds: number
  /** At most so many events in each part, whatever they take. */
  most?: number
}

/** A contestant with what was measured of it so far. */
export class MeasuredContestant {
  private readonly perSecond: Record<Measurement, number[]> = { single: [], many: [], deliver: [], ordered: [] }
  private outOfOrder = 0
  private memory = 0
  /** Events in each part of a round. */
  private events = { different: warmUpEvents, same: warmUpEvents }

  private constructor(private readonly process: ContestantProcess, private readonly pace: Pace) {}

  static async start(start: ContestantStart, pace: Pace): Promise<MeasuredContestant> {
    return new MeasuredContestant(await ContestantProcess.start(start), pace)
  }

  /** Runs everything once, so that code is compiled, and decides how many events each part of a round has. */
  async warmUp(): Promise<void> {
    const highest = this.pace.most ?? most
    this.events = { different: Math.min(warmUpEvents, highest), same: Math.min(warmUpEvents, highest) }
    await this.round()
    const withinPace = (...names: Measurement[]) => {
      const slowest = Math.min(...names.flatMap((name) => this.perSecond[name]))
      return Math.round(Math.min(highest, Math.max(fewest, (slowest * this.pace.milliseconds) / 1000)))
    }
    this.events = {
      different: withinPace('single', 'many', 'deliver'),
      same: this.process.can.ordered ? withinPace('ordered') : 0
    }
    for (const name of measurements) this.perSecond[name].length = 0
  }

  /** Measures everything once. */
  async round(): Promise<void> {
    const { different, same } = this.events
    const one = { users: 'different', count: different, perCall: 1, inFlight: load.single } as const
    const many = { users: 'different', count: different, perCall: load.perCall, inFlight: load.lists } as const
    this.note('single', different, await this.process.ask({ accept: one }))
    const first = await this.process.ask({ deliver: 'different' })
    this.note('many', different, await this.process.ask({ accept: many }))
    const second = await this.process.ask({ deliver: 'different' })
    this.note('deliver', different * 2, { ...second, milliseconds: first.milliseconds + second.milliseconds })
    if (!this.process.can.ordered) return
    // The calls run one after the other. Otherwise, nobody could say which event was accepted first.
    await this.process.ask({ accept: { users: 'same', count: same, perCall: load.perCall, inFlight: 1 } })
    const ordered = await this.process.ask({ deliver: 'same' })
    this.note('ordered', same, ordered)
    this.outOfOrder += ordered.outOfOrder
  }

  /** What is no question of speed. */
  async finish(limit: Limit): Promise<Pick<EngineResult, 'keepsOrder' | 'inWindow' | 'memory'>> {
    const { can } = this.process
    const { memory } = this
    const retry = can.ordered ? await this.process.ask({ retry: retried }) : undefined
    // Requests that wait for the end of the first window.
    const question = { limit, burst, afterMs: limit.windowMs * 0.9 }
    const limited = can.limited ? await this.process.ask({ limited: question }) : undefined
    return {
      ...(retry && {
        keepsOrder: { whileDelivered: this.outOfOrder === 0, afterFailure: retry.outOfOrder === 0 }
      }),
      ...(limited && { inWindow: limited.inWindow }),
      memory
    }
  }

  /** Events a second in each round. Absent if the contestant can't do it. */
  perSecondOf(name: Measurement): number[] | undefined {
    return this.perSecond[name].length > 0 ? this.perSecond[name] : undefined
  }

  stop(): Promise<void> {
    return this.process.stop()
  }

  private note(name: Measurement, events: number, { milliseconds, memory }: ContestantAnswer): void {
    this.perSecond[name].push((events / milliseconds) * 1000)
    this.memory = memory
  }
}
