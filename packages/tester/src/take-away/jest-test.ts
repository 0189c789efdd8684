import { parse } from '../json/json'
import type { JsonObject } from '../json/json'
import { isCallError, isExchange } from '../server/types'
import type { CallError, Destination, Exchange, Step } from '../server/types'
import type { Call } from '../server/server'
import { invent, masked } from '../settings/secrets'
import { Code, expected, pattern, print } from './code'
import { replaceSecrets } from './copied-call'
import { deliveriesOf } from './deliveries'
import type { Delivery } from './deliveries'
import type { Preview } from '../server/types'

/** A call that was made, and what came of it. */
export interface Made {
  call: Call
  destination: Destination
  previews: Preview[]
  steps: Step[]
}

/** The error of a request that got no answer, however it ended where it was seen. */
const reset = 'The connection was reset.'

/** What `createTestEvent` of the framework puts into an event that lacks it. */
const filledIn = [
  'anonymousId',
  'context',
  'event',
  'messageId',
  'properties',
  'receivedAt',
  'sentAt',
  'timestamp',
  'traits',
  'type',
  'userId'
]

/**
 * A test, for the `__tests__` folder of the destination, of what was sent and answered. Secrets are invented in it.
 * @returns undefined when nothing went to the destination
 */
export function jestTest(made: Made): string | undefined {
  const { destination, previews, steps } = made
  const call = replaceSecrets(made.call, destination, invent)
  const tests = deliveriesOf(call, destination, previews).map((delivery) =>
    testOf(
      delivery,
      steps.filter((step) => step.preset === delivery.preset && !('skipped' in step))
    )
  )
  if (tests.length === 0) return undefined
  return `import { createTestIntegration } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import nock from 'nock'
import Destination from '../index'

// Invented: keys and passwords have the shape of those that were used, and nothing else of them.
const settings = ${print(call.settings)}

afterEach(() => nock.cleanAll())

describe(${print(destination.name)}, () => {
${tests.join('\n\n')}
})
`
}

function testOf(delivery: Delivery, steps: Step[]): string {
  const exchanges = steps.filter(isExchange)
  const bodies = exchanges.filter(keepsBody).map(({ request }) => expected(readBody(request.body)))
  const lines = [
    ...(bodies.length > 0 ? ['const bodies: unknown[] = []'] : []),
    ...exchanges.map(mock),
    ...eventLines(delivery),
    ...callLines(delivery, steps),
    ...(bodies.length > 0 ? [`expect(bodies).toEqual(${print(bodies, 4)})`] : []),
    ...(exchanges.length > 0 ? ['expect(nock.isDone()).toBe(true)'] : [])
  ]
  const title = `${delivery.preset ?? delivery.action}: ${nameOf(delivery.events)}`
  return `  it(${print(title)}, async () => {\n${lines.map((line) => `    ${line}`).join('\n')}\n  })`
}

function nameOf(events: JsonObject[]): string {
  const [{ type, event }] = events
  const name = typeof event === 'string' ? event : typeof type === 'string' ? type : 'event'
  return events.length > 1 ? `${events.length} events` : name
}

/** Only a request that is answered, and has a body, leaves one behind to compare. */
function keepsBody({ request, response }: Exchange): boolean {
  return response !== null && request.body !== ''
}

function readBody(body: string): unknown {
  const { value, error } = parse(body)
  return error === undefined ? value : body
}

function mock({ request, response }: Exchange): string {
  const url = new URL(request.url)
  const method = request.method.toLowerCase()
  const path = url.pathname.includes(encodeURI(masked)) || url.pathname.includes(masked)
  const start = `nock(${print(url.origin)}).${method}(${
    path ? pattern(decodeURI(url.pathname)) : print(url.pathname)
  })${query(url)}`
  if (response === null) return `${start}.replyWithError(${print(reset)})`
  const { statusCode, body = '', headers } = response
  const answer = JSON.parse(JSON.stringify(body).split(masked).join('invented')) as unknown
  const type =
    typeof answer === 'string' && headers['content-type'] ? { 'content-type': headers['content-type'] } : undefined
  const reply = [statusCode, answer, ...(type ? [type] : [])]
  if (request.body === '') return `${start}.reply(${reply.map((part) => print(part, 6)).join(', ')})`
  return `${start}.reply((_uri, body) => {
      bodies.push(body)
      return ${print(reply, 6)}
    })`
}

function query(url: URL): string {
  const entries = [...url.searchParams].map(([key, value]) => [
    key,
    value.includes(masked) ? new Code(pattern(value)) : value
  ])
  return entries.length > 0 ? `.query(${print(Object.fromEntries(entries))})` : ''
}

/** Absent keys are written down as undefined, or the framework's test event would have values there. */
function eventLines({ events, action, isBatch }: Delivery): string[] {
  const whole = events.map((event) => {
    if (action === 'delete') return event
    const absent = filledIn.filter((key) => !(key in event)).map((key) => [key, new Code('undefined')])
    return { ...event, ...Object.fromEntries(absent) } as unknown
  })
  if (events.length === 1 && !isBatch) return [`const event = ${print(whole[0], 4)} as unknown as SegmentEvent`]
  return [`const events = ${print(whole, 4)} as unknown as SegmentEvent[]`]
}

function callLines(delivery: Delivery, steps: Step[]): string[] {
  const { events, isBatch } = delivery
  const failures = steps.filter(isCallError).map((error) => failure(error, steps))
  if (events.length === 1 || isBatch) {
    const call = callOf(delivery, isBatch ? 'events' : 'event')
    return [
      failures.length > 0 ? `await expect(${call}).rejects.toMatchObject(${print(failures[0], 4)})` : `await ${call}`
    ]
  }
  return [
    'const failures: unknown[] = []',
    'for (const event of events) {',
    `  await ${callOf(delivery, 'event')}.catch((error: unknown) => failures.push(error))`,
    '}',
    `expect(failures).toMatchObject(${print(failures, 4)})`
  ]
}

function callOf({ action, mapping = {} }: Delivery, input: 'event' | 'events'): string {
  if (action === 'delete') return `Promise.resolve(createTestIntegration(Destination).onDelete?.(event, settings))`
  const method = input === 'events' ? 'testBatchAction' : 'testAction'
  const given = Object.keys(mapping).length > 0 ? `,\n      mapping: ${print(mapping, 6)}` : ''
  return `createTestIntegration(Destination).${method}(${print(action)}, {
      ${input},
      settings${given},
      useDefaultMappings: true
    })`
}

/** What is known of an error beforehand. How a connection breaks differs from the one that was seen. */
function failure({ errorClass, message }: CallError, steps: Step[]): object {
  if (steps.some((step) => isExchange(step) && step.response === null))
    return { message: new Code(`expect.stringContaining(${print(reset)})`) }
  // The framework's own error for a status says less than the answer of the vendor, which is told instead.
  if (errorClass === 'HTTPError' || typeof message !== 'string') return { name: errorClass }
  return { name: errorClass, message: expected(message) }
}
