import type { DeliveryState } from './machine/delivery'

/** Is told what happens, to count it. Nothing waits for it. Times in seconds. */
export interface Observer {
  /** Intake has looked at an event. */
  received(source: string, outcome: 'accepted' | 'duplicate' | 'conflict' | 'rejected'): void
  /** An attempt was settled; `retry` if another one follows. */
  settled(destination: string, outcome: DeliveryState | 'retry', code?: string): void
  /** From the event's arrival to the vendor's answer, of a delivery that succeeded. */
  latency(destination: string, seconds: number): void
  /** A call of an action has ended, which sent so many requests. */
  sent(destination: string, requests: number): void
  /** How long a request waited for the rate limit. */
  limiterWait(destination: string, seconds: number): void
  /** How long the store took for an operation, such as `accept`. */
  stored(operation: string, seconds: number): void
  /** A request went the framework's own way, because the transport lacks what it uses. */
  bypassedTransport(reason: string): void
  /** A thread that runs destinations ended although nobody stopped it, or had to be killed. */
  threadEnded(): void
}

/** Counts nothing. */
export const noObserver: Observer = {
  received: () => undefined,
  settled: () => undefined,
  latency: () => undefined,
  sent: () => undefined,
  limiterWait: () => undefined,
  stored: () => undefined,
  bypassedTransport: () => undefined,
  threadEnded: () => undefined
}

/** Tells several observers the same. Each may look at a part of it only. */
export function allOf(...observers: Partial<Observer>[]): Observer {
  const tell = <Name extends keyof Observer>(name: Name) => {
    return (...what: Parameters<Observer[Name]>) => {
      for (const observer of observers)
        (observer[name] as ((...args: typeof what) => void) | undefined)?.call(observer, ...what)
    }
  }
  return {
    received: tell('received'),
    settled: tell('settled'),
    latency: tell('latency'),
    sent: tell('sent'),
    limiterWait: tell('limiterWait'),
    stored: tell('stored'),
    bypassedTransport: tell('bypassedTransport'),
    threadEnded: tell('threadEnded')
  }
}
