import type { Agent } from 'node:https'
import { handlerNames, isEventType, makeFunction } from '@partner-destinations/functions'
import { isolatedFunction, isRetriedBySegment } from '@partner-destinations/functions/isolated'
import type { Ended, IsolatedFunction, IsolationOptions, PoorFetch } from '@partner-destinations/functions/isolated'
import { isCallError, isExchange, prepare, run } from '@partner-destinations/runner'
import type { Definition, Step, Subscription } from '@partner-destinations/runner'
import type { Segment } from '@partner-destinations/vendors/faults'
import { fetch as nodeFetch } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import type { RecordingAgent, SentRequest } from './recording-agent'

/** What Segment does after a delivery; for a batch, with each event. */
export type Decision = 'delivered' | 'retried' | 'discarded'

/** What one of both did. */
export interface Deed {
  requests: SentRequest[]
  decisions: Decision[]
}

/** A destination with the settings and the subscriptions that a customer has. */
export interface Customer {
  definition: Definition
  /** The absolute path of the destination's main file. */
  source: string
  /** As in `FunctionParts`. */
  packages?: Record<string, string>
  settings: JSONObject
  subscriptions: Subscription[]
  withBatch: boolean
}

/** Something that Segment has a destination do. */
export type Work = (segment: Pick<Segment, 'event' | 'batch' | 'delete'>) => Promise<unknown>

/** How a delivery is disturbed. */
export interface Disturbance {
  agent: RecordingAgent
  /** The time limit of the nth request, for a delivery that gets no answer in time. */
  timeout?: (nth: number) => number | undefined
  /** What the function has in the place of the runtime's own, such as a clock. */
  globals?: Record<string, unknown>
}

/** Milliseconds that a function gives to its requests. */
const timeOfFunctions = 4_800

/** The same for a delivery that gets no answer in time: enough for its other requests on a busy machine. */
const timeInTests = 2_000

/** How time passes for a function. */
type Timing = Required<Pick<IsolationOptions, 'faster'>> & Pick<IsolationOptions, 'globals'>

/** Unless it is the time that is tested, none is used up, however busy the machine is. */
const patient = {
  faster: 0.1,
  globals: {
    Date: new Proxy(Date, {
      get: (target, key) => (key === 'now' ? () => 0 : (Reflect.get(target, key) as unknown))
    })
  }
}

/** A function that runs, and where its requests go. */
interface Running {
  isolated: IsolatedFunction
  agent?: Agent
}

/**
 * The functions that were made, by the customers' subscriptions and how fast their timers run. Segment reuses a running
 * function too, so whatever it kept from one event to the next would show.
 */
const made = new WeakMap<Subscription[], Map<number, Promise<Running>>>()

function runningFunction(customer: Customer, timing: Timing): Promise<Running> {
  const all = made.get(customer.subscriptions) ?? new Map<number, Promise<Running>>()
  made.set(customer.subscriptions, all)
  const running = all.get(timing.faster) ?? startFunction(customer, timing)
  all.set(timing.faster, running)
  return running
}

async function startFunction(customer: Customer, timing: Timing): Promise<Running> {
  const { definition, source, packages, subscriptions, withBatch } = customer
  const own = { definition, source, packages, subscriptions, withBatch }
  const { code } = await makeFunction({ ...own, subscriptionsAre: 'those of a test', command: 'test' })
  const running: Running = {
    isolated: isolatedFunction(code, { fetch: (...given) => poorFetch(running.agent, ...given), ...timing })
  }
  return running
}

function timingOf({ timeout, globals }: Disturbance): Timing {
  if (timeout) return { faster: timeOfFunctions / timeInTests, globals }
  return globals ? { faster: 1, globals } : patient
}

/** Does some work by the function, in a runtime like Segment's. */
export async function byFunction(customer: Customer, work: Work, disturbance: Disturbance): Promise<Deed> {
  const { agent } = disturbance
  const running = await runningFunction(customer, timingOf(disturbance))
  const { isolated } = running
  running.agent = agent
  const anyHandler = isolated.handlers.find((name) => name !== handlerNames.delete && name !== 'onBatch') ?? 'none'
  const decisions: Decision[] = []
  const call = async (handler: string, given: JSONObject | JSONObject[]) => {
    decisions.push(...decisionsOf(await isolated.call(handler, given, customer.settings)))
  }
  await work({
    event: (event) => call(handlerOf(event) ?? anyHandler, event),
    batch: (events) => call('onBatch', events),
    delete: (event) => call('onDelete', event)
  })
  return { requests: agent.sentRequests(), decisions }
}

/**
 * The handler that Segment calls with an event. An event whose type isn't one of Segment's has none, but a function must
 * not choke on it: give it to any handler.
 */
function handlerOf({ type }: JSONObject): string | undefined {
  return isEventType(type) ? handlerNames[type] : undefined
}

function decisionsOf(ended: Ended): Decision[] {
  if (!ended.entries)
    return [ended.errorClass === undefined ? 'delivered' : isRetriedBySegment(ended) ? 'retried' : 'discarded']
  return ended.entries.map((entry) =>
    entry.status < 400 ? 'delivered' : isRetriedBySegment({ entries: [entry] }) ? 'retried' : 'discarded'
  )
}

/** Does some work by the runner, with the destination itself. */
export async function byRunner(customer: Customer, work: Work, { agent, timeout }: Disturbance): Promise<Deed> {
  const definition = withTimeouts(customer.definition, timeout)
  const { settings } = customer
  const prepared = prepare(definition, settings, customer.subscriptions, { agent })
  const decisions: Decision[] = []
  const isDeletion = ({ type }: JSONObject) => type === 'delete' && definition.onDelete !== undefined
  /** Also what the destination itself deletes. Nobody has to take a delete event. */
  const withDeletion = async (event: JSONObject, steps: Step[]) => {
    if (!isDeletion(event)) return steps
    const deleted = await run(definition, { kind: 'delete', payload: event, settings }, agent)
    return [...steps, ...deleted.steps].filter((step) => !('skipped' in step))
  }
  const deliver = async (event: JSONObject) => {
    const { steps } = await prepared.deliver(event)
    decisions.push(decisionOf(await withDeletion(event, steps)))
  }
  await work({
    event: deliver,
    batch: async (events) => {
      const { steps } = await prepared.deliverBatch(events)
      const ofEvents = events.map((event, place) =>
        withDeletion(
          event,
          steps.flatMap((step) => stepOf(step, place))
        )
      )
      decisions.push(...(await Promise.all(ofEvents)).map(decisionOf))
    },
    delete: deliver
  })
  return { requests: agent.sentRequests(), decisions }
}

/** The part of a step of a batch that is about one event. */
function stepOf(step: Step, place: number): Step[] {
  const index = step.events?.indexOf(place) ?? -1
  if (index === -1) return []
  return 'multistatus' in step ? [{ multistatus: [step.multistatus[index]] }] : [step]
}

/** If one of several failures can be retried, all of the event is. */
function decisionOf(steps: Step[]): Decision {
  const failures = steps.flatMap((step): boolean[] => {
    if (isExchange(step)) return []
    if (isCallError(step)) return [step.retry]
    return 'multistatus' in step
      ? step.multistatus.flatMap(({ status, retry }) => (status < 400 ? [] : [retry]))
      : [false]
  })
  if (failures.length === 0) return 'delivered'
  return failures.includes(true) ? 'retried' : 'discarded'
}

/** The request client's own limit of 10 seconds is too long for a test. */
function withTimeouts(definition: Definition, timeout: Disturbance['timeout']): Definition {
  if (!timeout) return definition
  let sent = 0
  const beforeRequest = [() => ({ timeout: timeout(sent++) ?? 10_000 })]
  // Hooks are not in the type of what a destination may return here, but the request client takes them.
  const extendRequest = ((data) => ({
    ...definition.extendRequest?.(data),
    beforeRequest
  })) as Definition['extendRequest']
  return { ...definition, extendRequest }
}

/** A `fetch` with nothing but what Segment documents. */
async function poorFetch(agent: Agent | undefined, ...[url, request]: Parameters<PoorFetch>): ReturnType<PoorFetch> {
  const answer = await nodeFetch(url, { ...request, agent } as RequestInit)
  return {
    status: answer.status,
    statusText: answer.statusText,
    url: answer.url,
    headers: { forEach: (callback) => answer.headers.forEach((value, name) => callback(value, name)) },
    text: () => answer.text()
  }
}
