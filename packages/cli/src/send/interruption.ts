/** The exit code after Ctrl+C, as in shells. */
export const interruptedCode = 130

/**
 * Ctrl+C while many events are sent. The first lets the current call end, so that you know the result of its event. The
 * second doesn't wait for it. A third ends the process, as usual.
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

  /** Whether to stop after the current call. */
  get isAsked(): boolean {
    return this.count > 0
  }

  /** Whether to stop at once. */
  get isInsisted(): boolean {
    return this.count > 1
  }

  /** Waits for some work until Ctrl+C is pressed. The result is then undefined. */
  untilAsked<T>(work: Promise<T>): Promise<T | undefined> {
    return this.unless(() => this.isAsked, work)
  }

  /** Waits for some work until Ctrl+C is pressed twice. The result is then undefined. */
  untilInsisted<T>(work: Promise<T>): Promise<T | undefined> {
    return this.unless(() => this.isInsisted, work)
  }

  /** Gives Ctrl+C back to the process. */
  close(): void {
    process.off('SIGINT', this.onSignal)
  }

  /** A `Promise.race` with a promise that lives as long as this object would keep the result of all work. */
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
