import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { DeliveryState } from '../machine/delivery'
import type { Observer } from '../observer'
import { BoundedLabel } from './bounded-label'
import type { ListedDestination } from './operated'

type Ended = Extract<DeliveryState, 'delivered' | 'filtered' | 'failed'> | 'retry'

/** From 10 ms, which the vendor's answer takes at least, to the 4 hours for which a delivery is retried. */
const latencyBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14_400]
/** Rate limits are counted in windows of up to some minutes. */
const limiterBuckets = [0.01, 0.1, 0.5, 1, 5, 15, 30, 60, 120, 300]
/** A disk syncs in a millisecond or so. */
const storeBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** What the gauges show. */
export interface Present {
  /** None if the store didn't answer: then their gauges are absent. */
  destinations: ListedDestination[]
  /** Whether events can be accepted and delivered. */
  isReady: boolean
  /** Undefined for a store without a file. */
  freeDiskBytes?: number
}

/** Counts what happens, for Prometheus. Everything is counted from when the process started. */
export class Metrics implements Observer {
  private readonly registry = new Registry()
  private readonly registers = [this.registry]
  private readonly codes = new BoundedLabel()
  private readonly reasons = new BoundedLabel()

  private readonly receivedEvents = new Counter({
    name: 'delivery_received_total',
    help: 'Events that intake has looked at, by what became of them.',
    labelNames: ['source', 'outcome'] as const,
    registers: this.registers
  })
  private readonly delivered = new Counter({
    name: 'delivery_delivered_total',
    help: 'Deliveries that the vendor has taken.',
    labelNames: ['destination'] as const,
    registers: this.registers
  })
  /** By outcome: each of these counts by destination and code. */
  private readonly withCode = {
    failed: this.counterWithCode('delivery_failed_total', 'Deliveries that were given up.'),
    filtered: this.counterWithCode('delivery_filtered_total', 'Deliveries that the destination does not want.'),
    retry: this.counterWithCode('delivery_retries_total', 'Attempts after which the delivery is attempted again.')
  }
  private readonly latencies = this.histogram(
    'delivery_latency_seconds',
    "Time from an event's arrival to the vendor's answer, of deliveries that succeeded.",
    'destination',
    latencyBuckets
  )
  private readonly requests = new Counter({
    name: 'delivery_requests_total',
    help: 'Requests that were sent to the vendor, by attempts that ended.',
    labelNames: ['destination'] as const,
    registers: this.registers
  })
  private readonly limiterWaits = this.histogram(
    'delivery_limiter_wait_seconds',
    'Time that a request waited for the rate limit.',
    'destination',
    limiterBuckets
  )
  private readonly storeOperations = this.histogram(
    'delivery_store_operation_seconds',
    'Time that the store took for an operation.',
    'operation',
    storeBuckets
  )
  private readonly bypasses = new Counter({
    name: 'delivery_transport_bypassed_total',
    help: "Requests that went the framework's own way, because the transport lacks what they use.",
    labelNames: ['reason'] as const,
    registers: this.registers
  })
  private readonly kills = new Counter({
    name: 'delivery_thread_kills_total',
    help: "Threads that ended because of a destination's code: it did not end, or crashed, or needed too much memory.",
    registers: this.registers
  })
  private readonly pending = this.gaugeByDestination('delivery_pending', 'Deliveries that wait to be attempted.')
  private readonly inFlight = this.gaugeByDestination('delivery_in_flight', 'Deliveries whose attempt is under way.')
  private readonly oldest = this.gaugeByDestination(
    'delivery_oldest_pending_age_seconds',
    'Age of the oldest event that waits to be delivered. 0 if none waits.'
  )
  private readonly paused = this.gaugeByDestination(
    'delivery_paused',
    '1 while the destination is paused, otherwise 0.'
  )
  private readonly ready = new Gauge({
    name: 'delivery_ready',
    help: '1 while events can be accepted and delivered, otherwise 0: GET /ready says why not.',
    registers: this.registers
  })
  private readonly freeDisk = new Gauge({
    name: 'delivery_disk_free_bytes',
    help: 'Free space on the disk of the store.',
    registers: this.registers
  })

  readonly contentType = this.registry.contentType

  /** @param about the process, for the info metric that other metrics can be joined with by their instance */
  constructor(about?: { id: string; role: string }) {
    if (!about) return
    const name = 'delivery_process_info'
    const help = 'Always 1. Says which process this is, and what it does.'
    new Gauge({ name, help, labelNames: ['id', 'role'] as const, registers: this.registers }).set(about, 1)
  }

  received(source: string, outcome: Parameters<Observer['received']>[1]): void {
    this.receivedEvents.inc({ source, outcome })
  }

  settled(destination: string, outcome: DeliveryState | 'retry', code = ''): void {
    if (outcome === 'delivered') this.delivered.inc({ destination })
    else if (isEnded(outcome)) this.withCode[outcome].inc({ destination, code: this.codes.of(code) })
  }

  latency(destination: string, seconds: number): void {
    this.latencies.observe({ destination }, seconds)
  }

  sent(destination: string, requests: number): void {
    this.requests.inc({ destination }, requests)
  }

  limiterWait(destination: string, seconds: number): void {
    this.limiterWaits.observe({ destination }, seconds)
  }

  stored(operation: string, seconds: number): void {
    this.storeOperations.observe({ operation }, seconds)
  }

  bypassedTransport(reason: string): void {
    this.bypasses.inc({ reason: this.reasons.of(reason) })
  }

  threadEnded(): void {
    this.kills.inc()
  }

  /**
   * Sets the gauges to what is so now.
   * @param now in milliseconds since 1970
   */
  look({ destinations, isReady, freeDiskBytes }: Present, now: number): void {
    this.ready.set(isReady ? 1 : 0)
    for (const gauge of [this.pending, this.inFlight, this.oldest, this.paused]) gauge.reset()
    for (const { name: destination, counts, pause, oldestReceivedAt = now } of destinations) {
      this.pending.set({ destination }, counts.pending)
      this.inFlight.set({ destination }, counts.inFlight)
      this.oldest.set({ destination }, Math.max(0, now - oldestReceivedAt) / 1000)
      this.paused.set({ destination }, pause ? 1 : 0)
    }
    if (freeDiskBytes === undefined) this.freeDisk.remove()
    else this.freeDisk.set(freeDiskBytes)
  }

  /** Everything in Prometheus' text format. */
  text(): Promise<string> {
    return this.registry.metrics()
  }

  private counterWithCode(name: string, help: string) {
    const labelNames = ['destination', 'code'] as const
    return new Counter({ name, help, labelNames, registers: this.registers })
  }

  private histogram<Label extends string>(name: string, help: string, label: Label, buckets: number[]) {
    return new Histogram({ name, help, labelNames: [label], buckets, registers: this.registers })
  }

  private gaugeByDestination(name: string, help: string) {
    return new Gauge({ name, help, labelNames: ['destination'] as const, registers: this.registers })
  }
}

function isEnded(outcome: DeliveryState | 'retry'): outcome is Exclude<Ended, 'delivered'> {
  return outcome === 'failed' || outcome === 'filtered' || outcome === 'retry'
}
