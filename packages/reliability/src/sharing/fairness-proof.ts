import { setTimeout as wait } from 'node:timers/promises'
import { Fleet } from '../chaos/fleet'
import { hosts } from '../chaos/unreliable-vendor'
import { ArrivalsVendor } from './arrivals-vendor'
import type { Behaviour } from './arrivals-vendor'
import { sendEvents } from './send-events'

/** How long a sender waits between two events, in milliseconds. */
const PAUSE = 50

/** Events that make every worker load the destination before anything is measured. */
const warmUp = 40

export interface FairnessProofOptions {
  /** The URL of an empty database. */
  store: string
  /** A folder for logs. */
  folder: string
  /** Deliveries that wait for a vendor that is down. */
  backlog: number
  /** Events of the other destination whose latency is measured, each time. */
  events: number
}

/** How long events take from their sender to the vendor, in milliseconds, and what happens meanwhile. */
interface Latency {
  median: number
  /** 95 of 100 take no longer. */
  p95: number
  /** How many were on their way when a request to another vendor ended. All are, if events wait for such requests. */
  besideEnds: number
}

/** What a run showed. */
export interface FairnessProof {
  /** Without a backlog. */
  undisturbed: Latency
  /** While the vendor of the other destination is down in this way. */
  disturbed: Record<Exclude<Behaviour, 'accepts'>, Latency>
  /** Deliveries that waited all the time. */
  backlog: number
}

/** Measures the latency of one destination, while another one has a backlog and its vendor is down. */
export async function proveFairness({ store, folder, backlog, events }: FairnessProofOptions): Promise<FairnessProof> {
  const vendor = await new ArrivalsVendor(Object.values(hosts)).start()
  const sandbox = { port: vendor.port, hosts: vendor.hosts }
  let fleet: Fleet | undefined
  try {
    fleet = await Fleet.start(
      { intake: 1, worker: 2 },
      folder,
      { store, sandbox, destinations: Object.keys(hosts), maxBacklog: 2 * backlog, threads: 1 },
      Math.random
    )
    await latency(fleet, vendor, 'Warm up', warmUp)
    const undisturbed = await latency(fleet, vendor, 'Undisturbed', events)
    vendor.behave(hosts.wishpond, 'hangs')
    await sendBacklog(fleet.ports[0], backlog)
    const hangs = await latency(fleet, vendor, 'Hanging', events)
    vendor.behave(hosts.wishpond, 'refuses')
    const refuses = await latency(fleet, vendor, 'Refused', events)
    return { undisturbed, disturbed: { hangs, refuses }, backlog: await fleet.awake.unsettled() }
  } finally {
    await fleet?.kill()
    vendor.stop()
  }
}

/** Sends events to Wigzo, and measures how long they take. */
async function latency(fleet: Fleet, vendor: ArrivalsVendor, name: string, count: number): Promise<Latency> {
  const sentAt = new Map<string, number>()
  for (let index = 0; index < count; index++) {
    const event = `${name} ${index}`
    sentAt.set(event, performance.now())
    await sendEvents(fleet.ports[0], [{ event, userId: event, integrations: { All: false, Wigzo: true } }])
    await wait(PAUSE)
  }
  const own = () => vendor.arrivals.filter(({ host, body }) => host === hosts.wigzo && sentAt.has(eventOf(body)))
  while (own().length < count) {
    fleet.check()
    await wait(100)
  }
  const ends = vendor.ends.filter(({ host }) => host !== hosts.wigzo)
  const ways = own().map(({ body, at }) => ({ from: sentAt.get(eventOf(body)) as number, to: at }))
  const all = ways.map(({ from, to }) => to - from).sort((a, b) => a - b)
  const besideEnds = ways.filter(({ from, to }) => ends.some(({ at }) => from < at && at < to)).length
  return { median: all[Math.floor(all.length / 2)], p95: all[Math.floor(all.length * 0.95)], besideEnds }
}

function eventOf(body: string): string {
  return (JSON.parse(body) as { eventName: string }).eventName
}

/** Sends events to Wishpond, a part at a time, so that they need little memory. */
async function sendBacklog(port: number, count: number): Promise<void> {
  const part = 10_000
  for (let from = 0; from < count; from += part) {
    const events = Array.from({ length: Math.min(part, count - from) }, (_none, index) => ({
      event: `Waiting ${from + index}`,
      userId: `user-${from + index}`,
      integrations: { All: false, Wishpond: true }
    }))
    await sendEvents(port, events)
  }
}
