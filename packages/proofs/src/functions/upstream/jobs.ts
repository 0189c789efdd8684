import { cloudPresets } from '@partner-destinations/functions'
import type { Subscription } from '@partner-destinations/runner'
import type { JSONObject } from '@segment/actions-core'
import { generatedInputs, testEvent } from '../../child/input'
import type { GenerateTestData, Input } from '../../child/input'
import type { Customer, Work } from '../both-ways'
import { catalogEvents } from '../cases'

/** Something to have a destination of upstream do, both ways. */
export interface Job {
  name: string
  customer: Customer
  work: Work
  /** What the vendor answers. */
  status: number
}

/** A destination of upstream. */
export type Upstream = Pick<Customer, 'definition' | 'source' | 'packages'>

/** The sources of values that are used: the first input of each. */
const sources = ['generated', 'plain', 'audience'] as const

/** What the vendor answers to the plain values, besides 200. */
const failures = [400, 401, 429, 500, 501]

/**
 * The jobs of a destination. Its presets get the events of Segment's catalog. Each action gets the values with which
 * `npm run prove` runs it, single and as a batch. Every customer in the jobs is a function to make.
 */
export function jobsOf(upstream: Upstream, generate: GenerateTestData): Job[] {
  const { definition } = upstream
  const inputs = Object.keys(definition.actions).flatMap((action) => {
    const all = generatedInputs(definition, action, generate)
    return sources.map((source) => ({ action, source, input: all.find((one) => one.source === source) as Input }))
  })
  const plain = inputs.filter(({ source }) => source === 'plain')
  const inBatches = plain.filter(({ action }) => definition.actions[action].performBatch)
  const single = { ...upstream, subscriptions: inputs.map(subscriptionFor), withBatch: false }
  const batches = { ...upstream, subscriptions: inBatches.map(subscriptionFor), withBatch: true }
  return [
    ...presetJobs(upstream, plain[0]?.input.settings ?? {}),
    ...inputs.map((one) => singleJob(one, single, 200)),
    ...plain.flatMap((one) => failures.map((status) => singleJob(one, single, status))),
    ...inBatches.flatMap((one) => [200, 400, 500].map((status) => batchJob(one, batches, status)))
  ]
}

interface ActionInput {
  action: string
  source: Input['source']
  input: Input
}

function presetJobs(upstream: Upstream, settings: JSONObject): Job[] {
  const { definition } = upstream
  const { subscriptions } = cloudPresets(definition)
  if (subscriptions.length === 0) return []
  const customer: Customer = { ...upstream, settings: asJson(settings), subscriptions, withBatch: false }
  return catalogEvents.map(([name, event]) => {
    return { name: `presets, ${name}`, customer, work: (segment) => segment.event(event), status: 200 }
  })
}

type WithoutSettings = Omit<Customer, 'settings'>

function singleJob(one: ActionInput, customer: WithoutSettings, status: number): Job {
  const [event] = eventsFor(one)
  return { ...jobOf(one, customer, status), work: (segment) => segment.event(event) }
}

function batchJob(one: ActionInput, customer: WithoutSettings, status: number): Job {
  const job = jobOf(one, customer, status)
  return { ...job, name: `${job.name}, as a batch`, work: (segment) => segment.batch(eventsFor(one)) }
}

function jobOf({ action, source, input }: ActionInput, customer: WithoutSettings, status: number) {
  return {
    name: `${action}, ${source} values, answered with ${status}`,
    customer: { ...customer, settings: asJson(input.settings) },
    status
  }
}

/** The name of the events that go to an action with one of its mappings. */
function eventName({ action, source }: ActionInput): string {
  return `${action}, ${source}`
}

function subscriptionFor(one: ActionInput): Subscription {
  const { action, input } = one
  return {
    name: eventName(one),
    partnerAction: action,
    subscribe: `type = "track" and event = "${eventName(one)}"`,
    mapping: asJson(input.mapping)
  }
}

function eventsFor(one: ActionInput): JSONObject[] {
  return one.input.events.map((event, index) => asJson({ ...testEvent(event, index + 1), event: eventName(one) }))
}

/** As Segment keeps it. */
function asJson(value: JSONObject): JSONObject {
  return JSON.parse(JSON.stringify(value)) as JSONObject
}
