import type { Timeline } from './timeline'

interface Job {
  milliseconds: number
  done: () => void
  since: number
  behind?: Job
}

/** Servers that take one job at a time each, such as the cores of a machine, with the queue before them. */
export class Station {
  /** Milliseconds of work that were done, of all servers together. */
  workedMs = 0
  private busy = 0
  private first?: Job
  private last?: Job

  /**
   * @param servers how many jobs are done at a time
   * @param onStart is told how many milliseconds each job has waited
   */
  constructor(
    private readonly timeline: Timeline,
    private readonly servers: number,
    private readonly onStart?: (waitedMs: number) => void
  ) {}

  /** Nothing is done, and nothing waits. */
  get isIdle(): boolean {
    return this.busy === 0
  }

  serve(milliseconds: number, done: () => void): void {
    const job: Job = { milliseconds, done, since: this.timeline.now }
    if (this.busy < this.servers) return this.start(job)
    if (this.last) this.last.behind = job
    else this.first = job
    this.last = job
  }

  private start(job: Job): void {
    this.busy++
    this.onStart?.(this.timeline.now - job.since)
    this.timeline.after(job.milliseconds, () => {
      this.busy--
      this.workedMs += job.milliseconds
      const next = this.first
      if (next) {
        this.first = next.behind
        if (!this.first) this.last = undefined
        this.start(next)
      }
      job.done()
    })
  }
}
