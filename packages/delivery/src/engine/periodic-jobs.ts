import type { Log } from '../log'

/** Does jobs again and again until it is stopped. What goes wrong is logged, and known until the job succeeds again. */
export class PeriodicJobs {
  private readonly failures = new Map<string, string>()
  private readonly timers = new Map<string, NodeJS.Timeout>()
  private readonly running = new Set<Promise<void>>()
  private stopped = false

  constructor(private readonly log: Log) {}

  /**
   * Does a job in this many milliseconds, and as long after each time that it has ended.
   * @param name a sentence without an end, such as `Renewing the lease`
   */
  every(ms: number, name: string, job: () => Promise<unknown>): void {
    const run = async () => {
      await this.attempt(name, job)
      if (!this.stopped) this.timers.set(name, setTimeout(start, ms))
    }
    const start = () => {
      const running = run().finally(() => this.running.delete(running))
      this.running.add(running)
    }
    this.timers.set(name, setTimeout(start, ms))
  }

  /** Why jobs have failed, in sentences. */
  get problems(): string[] {
    return [...this.failures.values()]
  }

  /** Starts nothing more, and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopped = true
    for (const timer of this.timers.values()) clearTimeout(timer)
    await Promise.all(this.running)
  }

  private async attempt(name: string, job: () => Promise<unknown>): Promise<void> {
    try {
      await job()
      if (this.failures.delete(name)) this.log.info({}, `${name} works again.`)
    } catch (error) {
      const { message } = error as Error
      // Every time would fill the log, and the disk may be full.
      if (!this.failures.has(name)) this.log.error({ error: message }, `${name} failed. It is tried again.`)
      this.failures.set(name, `${name} failed: ${message}`)
    }
  }
}
