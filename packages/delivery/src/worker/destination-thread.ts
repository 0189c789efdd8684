import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type {
  FromThread,
  Order,
  PermitAnswer,
  PermitQuestion,
  Result,
  ThreadDestination,
  ThreadStart,
  ToThread
} from './messages'
import type { WorkerPolicy } from './policy'
import { Pulse } from './pulse'

/** The file that destination threads start with, and what it gets as `workerData`. */
export interface ThreadModule {
  module: string
  data: unknown
}

/** What a thread says to the pool. */
export interface ThreadListener<Flight> {
  onReady: () => void
  onResult: (flight: Flight, result: Result) => void
  /** All results that came together were told. */
  onResults: () => void
  onPermits: (asked: PermitQuestion[]) => void
  /** The thread has ended: by itself or because of `why`, or because it was told to. */
  onEnd: (inFlight: Flight[], why?: string) => void
}

/** A thread that runs destinations, as the main thread sees it. */
export class DestinationThread<Flight> {
  isReady = false
  private readonly inFlight = new Map<number, Flight>()
  private readonly worker: Worker
  private readonly pulse = new Pulse()
  private readonly watch: NodeJS.Timeout
  private why?: string
  private wasTold = false
  private silentMs = 0

  constructor(
    { module, data }: ThreadModule,
    lease: SharedArrayBuffer,
    private readonly policy: WorkerPolicy,
    private readonly listener: ThreadListener<Flight>
  ) {
    // A checkout runs TypeScript; the bundle has JavaScript.
    const execArgv = path.extname(module) === '.ts' ? ['--require', require.resolve('tsx/cjs')] : []
    const { threadHeapMb: maxOldGenerationSizeMb, threadYoungMb: maxYoungGenerationSizeMb } = policy
    const resourceLimits = { maxOldGenerationSizeMb, maxYoungGenerationSizeMb }
    this.worker = new Worker(module, { workerData: data, execArgv, resourceLimits })
    this.worker.on('message', (message: FromThread) => this.onMessage(message))
    this.worker.on('error', (error: Error) => (this.why ??= error.message))
    this.worker.once('exit', (code) => this.onExit(code))
    const pulseMs = policy.stallMs / 10
    const { attemptMs } = policy
    const start: ThreadStart = { lease, pulse: this.pulse.buffer, attemptMs, pulseMs }
    this.post({ start })
    this.watch = setInterval(() => this.look(pulseMs), pulseMs)
  }

  /** Calls under way. */
  get load(): number {
    return this.inFlight.size
  }

  /** Whether it has responded lately. One that has not is perhaps in code that never ends. */
  get isResponding(): boolean {
    return this.silentMs < this.policy.stallMs / 5
  }

  configure(destinations: ThreadDestination[], forget: number[]): void {
    this.post({ configure: destinations, forget })
  }

  send(orders: Order[], flights: Flight[], generation: bigint): void {
    orders.forEach(({ key }, index) => this.inFlight.set(key, flights[index]))
    this.post({ orders, generation })
  }

  answer(permits: PermitAnswer[]): void {
    this.post({ permits })
  }

  /** Ends the thread at once, with all that is in flight in it. */
  async end(): Promise<void> {
    this.wasTold = true
    await this.worker.terminate()
  }

  private post(message: ToThread): void {
    this.worker.postMessage(message)
  }

  private onMessage(message: FromThread): void {
    if ('results' in message) {
      for (const result of message.results) {
        const key = typeof result === 'number' ? result : result.key
        const flight = this.inFlight.get(key)
        if (flight === undefined) continue
        this.inFlight.delete(key)
        this.listener.onResult(flight, result)
      }
      this.listener.onResults()
    } else if ('permits' in message) this.listener.onPermits(message.permits)
    else {
      this.isReady = true
      this.listener.onReady()
    }
  }

  private look(everyMs: number): void {
    const { silentMs, isLoading } = this.pulse.look(everyMs)
    this.silentMs = silentMs
    const { loadMs, stallMs } = this.policy
    if (silentMs > (isLoading || !this.isReady ? loadMs : stallMs)) {
      this.why ??= `it did not respond for ${Math.round(silentMs / 1000)} s`
      void this.worker.terminate()
    }
  }

  private onExit(code: number): void {
    clearInterval(this.watch)
    const flights = [...this.inFlight.values()]
    this.inFlight.clear()
    const why = this.why ?? `it ended itself with the exit code ${code}`
    this.listener.onEnd(flights, this.wasTold ? undefined : why)
  }
}
