/** What a call of a group gets: a value, or an error of its own. */
export type Outcome<Answer> = Answer | Error

interface Call<Request, Answer> {
  request: Request
  resolve: (answer: Answer) => void
  reject: (error: Error) => void
}

/**
 * Carries out calls together: those that come while a group is under way make the next one. If a group fails, each of its
 * calls is carried out alone, unless the store can't be used at all.
 */
export class Group<Request, Answer> {
  private waiting: Call<Request, Answer>[] = []
  private running = 0

  /**
   * @param carryOut answers each request, in their order
   * @param isForAll whether an error is about all of them
   * @param sizeOf how much of the size that a group has a request takes
   */
  constructor(
    private readonly carryOut: (requests: Request[]) => Promise<Outcome<Answer>[]>,
    private readonly isForAll: (error: unknown) => boolean,
    private readonly sizeOf: (request: Request) => number,
    private readonly limits: { size: number; atOnce: number }
  ) {}

  call(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject })
      // What is asked for at the same time is one group.
      if (this.waiting.length === 1) setImmediate(() => this.start())
    })
  }

  private start(): void {
    while (this.waiting.length > 0 && this.running < this.limits.atOnce) {
      this.running++
      void this.run(this.next()).finally(() => {
        this.running--
        this.start()
      })
    }
  }

  private next(): Call<Request, Answer>[] {
    let size = 0
    let count = 0
    while (count < this.waiting.length && (count === 0 || size < this.limits.size)) {
      size += this.sizeOf(this.waiting[count++].request)
    }
    return this.waiting.splice(0, count)
  }

  private async run(calls: Call<Request, Answer>[]): Promise<void> {
    try {
      const answers = await this.carryOut(calls.map(({ request }) => request))
      for (const [index, { resolve, reject }] of calls.entries()) {
        const answer = answers[index]
        if (answer instanceof Error) reject(answer)
        else resolve(answer)
      }
    } catch (error) {
      if (calls.length > 1 && !this.isForAll(error)) for (const call of calls) await this.run([call])
      else for (const { reject } of calls) reject(error as Error)
    }
  }
}
