import type { RateLimit } from '@partner-destinations/delivery'
import { created } from '@partner-destinations/delivery/machine/transitions'
import { Draws } from './draws'
import { SimulatedDestination } from './simulated-destination'
import { Station } from './station'
import { Timeline } from './timeline'

/** What is simulated. */
export interface World extends Machines {
  seed: number
  /** Events a second. They know nothing of each other, and each goes to one of the destinations. */
  perSecond: number
  /** How many users the events are of. Default: so many that hardly two events have the same. */
  users?: number
  destinations: DestinationOfWorld[]
}

/** What events go through. Times are means of an exponential distribution, in milliseconds. */
export interface Machines {
  /** How many events intake takes at a time, and how long each takes. */
  intake: { servers: number; ms: number }
  /** How many threads or cores the store has, and how long an event takes them. */
  store: { servers: number; acceptMs: number; claimAndSettleMs: number }
  /** The cores of each worker process, and how long an event takes a core. */
  workers: { cores: number[]; ms: number }
}

export interface DestinationOfWorld {
  /** The mean time until its vendor answers. */
  answerMs: number
  /** Deliveries in flight at a time in each worker process. */
  concurrency: number
  rateLimit?: RateLimit
  /** From when to when its vendor answers nothing but 503. */
  down?: [from: number, to: number]
}

/** Where deliveries go through. */
export interface Stations {
  timeline: Timeline
  draws: Draws
  store: Station
  /** The cores of each worker process. */
  workers: Station[]
}

/** A world that runs. */
export interface Simulation extends Stations {
  destinations: SimulatedDestination[]
}

/** Makes a world in which events arrive from now on, without end. Run its timeline. */
export function simulationOf(world: World): Simulation {
  const { perSecond, users = 1e9, intake, store, workers } = world
  const timeline = new Timeline()
  const draws = new Draws(world.seed)
  const stations: Stations = {
    timeline,
    draws,
    store: new Station(timeline, store.servers),
    workers: workers.cores.map((cores) => new Station(timeline, cores))
  }
  const destinations = world.destinations.map((of) => new SimulatedDestination(of, world, stations))
  const intakeStation = new Station(timeline, intake.servers)
  let id = 0

  const arrive = () => {
    const acceptedAt = timeline.now
    const job = { id: ++id, user: draws.below(users), acceptedAt, delivery: created('pending'), dueAt: 0, inLane: true }
    const destination = destinations[draws.below(destinations.length)]
    intakeStation.serve(draws.exponential(intake.ms), () =>
      stations.store.serve(draws.exponential(store.acceptMs), () => destination.accept(job))
    )
    planArrival()
  }
  const planArrival = () => timeline.after(draws.exponential(1000 / perSecond), arrive)
  planArrival()
  return { ...stations, destinations }
}
