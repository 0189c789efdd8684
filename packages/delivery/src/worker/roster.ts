import type { DestinationConfig } from '../config/config'
import { permitMs } from '../machine/request-ring'
import type { Pause } from '../store/store'
import { DestinationWork } from './destination-work'
import { Limiter } from './limiter'
import type { ThreadDestination } from './messages'
import type { WorkerPolicy } from './policy'
import type { WorkersOptions } from './workers'

/**
 * The destinations that there is work for, as the config has them. Each version of a destination's config has a number of
 * its own, so that what is in flight can finish with what it began with.
 */
export class Roster {
  private readonly byName = new Map<string, DestinationWork>()
  /** Also the earlier versions of which something is in flight. */
  private readonly byConfig = new Map<number, DestinationWork>()
  private lastConfig = 0

  /** @param onLimited a rate limit begins or ends to hold */
  constructor(
    private readonly options: Pick<WorkersOptions, 'store' | 'observer' | 'log'>,
    private readonly policy: WorkerPolicy,
    private readonly onLimited: () => void
  ) {}

  get current(): DestinationWork[] {
    return [...this.byName.values()]
  }

  named(name: string): DestinationWork | undefined {
    return this.byName.get(name)
  }

  /** @param config its number */
  version(config: number): DestinationWork | undefined {
    return this.byConfig.get(config)
  }

  isCurrent(work: DestinationWork): boolean {
    return this.byName.get(work.of.name) === work
  }

  /**
   * Takes the destinations of a config.
   * @param pauses those that hold; without them, each destination keeps its own
   * @returns the versions that were replaced
   */
  replace(destinations: DestinationConfig[], pauses?: Record<string, Pause>): DestinationWork[] {
    const before = new Map(this.byName)
    this.byName.clear()
    for (const of of destinations) {
      const earlier = before.get(of.name)
      const work = new DestinationWork(++this.lastConfig, of, this.policy, this.limiterOf(of), earlier)
      const pause = pauses ? pauses[of.name] : earlier?.pause
      if (pause) work.hold(pause)
      this.byName.set(of.name, work)
      this.byConfig.set(work.config, work)
    }
    return [...before.values()]
  }

  /** Forgets the replaced versions of which nothing is in flight. Says their numbers. */
  forgetUnused(): number[] {
    const unused = [...this.byConfig.values()].filter((work) => !this.isCurrent(work) && work.inFlight === 0)
    for (const { config } of unused) this.byConfig.delete(config)
    return unused.map(({ config }) => config)
  }

  /** Denies all requests that wait for their rate limit, now and later. */
  stopLimiters(): void {
    for (const { limiter } of this.byConfig.values()) limiter?.stop()
  }

  /** As threads need it. */
  get threadDestinations(): ThreadDestination[] {
    return this.current.map(({ config, of: { destination, settings, subscriptions, rateLimit } }) => {
      return { config, destination, settings, subscriptions, permitMs: rateLimit && permitMs(rateLimit.windowMs) }
    })
  }

  /** The destinations and their subscriptions, by name. */
  get names(): { destination: string; subscriptions: string[] }[] {
    return this.current.map(({ of: { name, subscriptions } }) => {
      return { destination: name, subscriptions: subscriptions.map((subscription) => subscription.name) }
    })
  }

  private limiterOf({ name, rateLimit }: DestinationConfig): Limiter | undefined {
    const { store, observer, log } = this.options
    return (
      rateLimit &&
      new Limiter(name, rateLimit, store, this.policy.storeRetryMs, log, {
        onGranted: (waitedMs) => observer.limiterWait(name, waitedMs / 1000),
        onLimited: this.onLimited
      })
    )
  }
}
