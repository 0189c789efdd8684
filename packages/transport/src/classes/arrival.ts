/** The body of an answer that may still be on its way. It is kept once, however many copies of the answer there are. */
export class Arrival {
  #body?: Buffer
  #error?: Error
  #listeners: (() => void)[] = []

  /** @param stop ends the connection, if the body is no longer wanted */
  constructor(private readonly stop: () => void = () => undefined) {}

  succeed(body: Buffer): void {
    this.#settle(() => (this.#body = body))
  }

  fail(error: Error): void {
    this.#settle(() => (this.#error = error))
  }

  /** Ends the connection, unless the whole body is there. */
  discard(): void {
    if (!this.#body && !this.#error) this.stop()
  }

  /**
   * The whole body.
   * @param limit how long to wait for the rest of it, in milliseconds
   * @param late the error for a body that takes longer
   */
  whole(limit: number, late: () => Error): Promise<Buffer> {
    if (this.#body) return Promise.resolve(this.#body)
    if (this.#error) return Promise.reject(this.#error)
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.fail(late())
        this.stop()
      }, limit)
      this.#listeners.push(() => {
        clearTimeout(timer)
        resolve(this.whole(limit, late))
      })
    })
  }

  #settle(how: () => void): void {
    if (this.#body || this.#error) return
    how()
    for (const listener of this.#listeners.splice(0)) listener()
  }
}
