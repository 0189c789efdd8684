import { parentPort } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { BadCallError, maskOutput, prepare, Secrets } from '@partner-destinations/runner'
import type { Definition, PreparedDestination } from '@partner-destinations/runner'
import type { Judged } from '../machine/judge'
import { reason } from '../machine/reasons'
import type { Priority } from '../store/store'
import { Attempt } from './attempt'
import type { Ending, Surroundings } from './attempt'
import { LeaseView } from './lease'
import type { FromThread, Order, PermitAnswer, PermitQuestion } from './messages'
import type { Result, ThreadDestination, ThreadStart, ToThread } from './messages'
import { Pulse } from './pulse'

/** What a destination thread needs of whoever puts things together. */
export interface ThreadOptions {
  /**
   * The definition of a destination, by the name of its folder. It is asked for when the first event comes.
   * @throws Error with a message for people, if it does not load
   */
  definition: (name: string) => Definition
}

/**
 * Runs destinations in this thread, as the main thread says. Call it in the module that `Workers` starts its threads
 * with, once the module has put in place what the framework shall use.
 */
export function runThread({ definition }: ThreadOptions): void {
  const port = parentPort
  if (!port) throw new Error('runThread works only in a worker thread.')
  const secrets = new Secrets()
  maskOutput(secrets)
  port.once('message', (message: ToThread) => {
    if (!('start' in message)) throw new Error('A destination thread is started first.')
    new Thread(port, message.start, definition, secrets).listen()
  })
}

/** A destination in this thread. It is prepared when the first event comes. */
interface Loaded extends Surroundings {
  of: ThreadDestination
  prepared?: PreparedDestination
  /** Why it cannot be prepared. */
  failed?: Judged
}

class Thread {
  private readonly loaded = new Map<number, Loaded>()
  private readonly running = new Map<number, Attempt>()
  private readonly permits = new Map<number, (grantedAt: bigint | undefined) => void>()
  private lastPermit = 0
  private readonly lease: LeaseView
  private readonly pulse: Pulse
  private results: Result[] = []
  private asked: PermitQuestion[] = []

  constructor(
    private readonly port: MessagePort,
    private readonly start: ThreadStart,
    private readonly definition: ThreadOptions['definition'],
    private readonly secrets: Secrets
  ) {
    this.lease = new LeaseView(start.lease)
    this.pulse = new Pulse(start.pulse)
  }

  listen(): void {
    const { pulseMs } = this.start
    this.pulse.begin(pulseMs)
    setInterval(() => this.endOverdue(), pulseMs)
    this.port.on('message', (message: ToThread) => this.onMessage(message))
    this.say({ ready: true })
  }

  private onMessage(message: ToThread): void {
    if ('orders' in message) for (const order of message.orders) void this.attempt(order, message.generation)
    else if ('permits' in message) for (const answer of message.permits) this.onPermit(answer)
    else if ('configure' in message) {
      for (const config of message.forget) this.loaded.delete(config)
      for (const of of message.configure) this.configure(of)
    }
  }

  private configure(of: ThreadDestination): void {
    const { config, permitMs, subscriptions } = of
    const mappings = new Map(subscriptions.map(({ name, mapping }) => [name, mapping]))
    const mappingOf = (subscription: string) => mappings.get(subscription) ?? {}
    this.loaded.set(config, {
      of,
      permitMs,
      lease: this.lease,
      permit: (priority) => this.permit(config, priority),
      mappingOf
    })
  }

  private async attempt(order: Order, generation: bigint): Promise<void> {
    const loaded = this.loaded.get(order.config) as Loaded
    const prepared = this.prepared(loaded)
    if (!prepared) return this.end(unprepared(order, loaded))
    const attempt = new Attempt(order, generation, loaded)
    this.running.set(order.key, attempt)
    let result: Result
    try {
      result = await attempt.run(prepared)
    } catch (error) {
      result = attempt.resultOf(broken(order, this.secrets.mask(String(error)), error instanceof BadCallError))
    }
    // It has ended already if it took too long.
    if (this.running.delete(order.key)) this.end(result)
  }

  private prepared(loaded: Loaded): PreparedDestination | undefined {
    if (loaded.prepared || loaded.failed) return loaded.prepared
    const { destination, settings, subscriptions } = loaded.of
    try {
      return this.pulse.whileLoading(() => {
        const definition = this.definition(destination)
        this.secrets.addSettings(definition, settings)
        this.secrets.forgetOldest()
        return (loaded.prepared = prepare(definition, settings, subscriptions))
      })
    } catch (error) {
      const message = this.secrets.mask(error instanceof Error ? error.message : String(error))
      loaded.failed = { verdict: { kind: 'retry', reason: reason('INVALID_SETTINGS', message) } }
      return undefined
    }
  }

  private endOverdue(): void {
    for (const [key, attempt] of this.running) {
      const result = attempt.endAfter(this.start.attemptMs)
      if (!result) continue
      this.running.delete(key)
      this.end(result)
    }
  }

  /** Results and questions travel together that come up in one turn of the event loop. */
  private end(result: Result): void {
    if (this.results.push(result) > 1) return
    setImmediate(() => {
      const { results } = this
      this.results = []
      this.say({ results })
    })
  }

  private permit(config: number, priority: Priority): Promise<bigint | undefined> {
    const id = ++this.lastPermit
    if (this.asked.push({ id, config, priority }) === 1) {
      setImmediate(() => {
        const { asked } = this
        this.asked = []
        this.say({ permits: asked })
      })
    }
    return new Promise((resolve) => this.permits.set(id, resolve))
  }

  private onPermit({ id, grantedAt }: PermitAnswer): void {
    this.permits.get(id)?.(grantedAt)
    this.permits.delete(id)
  }

  private say(message: FromThread): void {
    this.port.postMessage(message)
  }
}

function unprepared(order: Order, { failed }: Loaded): Result {
  return { key: order.key, requests: 0, judged: forAll(order, failed as Judged) }
}

/** @param isBadCall the subscription is not in the config, so a retry would fail in the same way */
function broken(order: Order, message: string, isBadCall: boolean): Ending {
  const verdict = isBadCall
    ? { kind: 'failed' as const, reason: reason('NO_MATCHING_MAPPING', message) }
    : { kind: 'retry' as const, reason: reason('INTERNAL', message) }
  return { judged: forAll(order, { verdict }) }
}

function forAll({ events }: Order, judged: Judged): Judged[] {
  return Array<Judged>(typeof events === 'string' ? 1 : events.length).fill(judged)
}
