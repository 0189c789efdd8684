/** The exit code after Ctrl+C, as shells have it. */
export const interruptedCode = 130

/**
 * Ctrl+C while many events are sent: the first lets the call under way end, so that it is known what became of its
 * event; the second does not wait for it; a third ends the process, as usual.
 */
export class Interruption {
  private count = 0
  private giveUp?: () => void
  private readonly onSignal = () => {
    this.count++
    if (this.count > 1) this.close()
    this.giveUp?.()
  }

  /** Listens for Ctrl+C from now on. */
  constructor() {
    process.on('SIGINT', this.onSignal)
  }

  /** Whether to go on no further. */
  get isAsked(): boolean {
    return this.count > 0
  }

  /** Whether not to wait for what is under way either. */
  get isInsisted(): boolean {
    return this.count > 1
  }

  /** Waits for work, until Ctrl+C is pressed: undefined then. */
  untilAsked<T>(work: Promise<T>): Promise<T | undefined> {
    return this.unless(() => this.isAsked, work)
  }

  /** Waits for work, until Ctrl+C is pressed twice: undefined then. */
  untilInsisted<T>(work: Promise<T>): Promise<T | undefined> {
    return this.unless(() => this.isInsisted, work)
  }

  /** Leaves Ctrl+C to the process again. */
  close(): void {
    process.off('SIGINT', this.onSignal)
  }

  /** `Promise.race` with a promise that lasts as long as this would keep the result of every piece of work. */
  private unless<T>(hasToStop: () => boolean, work: Promise<T>): Promise<T | undefined> {
    return new Promise<T | undefined>((resolve, reject) => {
      this.giveUp = () => {
        if (hasToStop()) resolve(undefined)
      }
      work.then(resolve, reject)
      this.giveUp()
    }).finally(() => (this.giveUp = undefined))
  }
}
