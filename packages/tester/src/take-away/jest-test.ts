import type { CallError, Preview, Step } from '@partner-destinations/runner/wire'
import { parse } from '../json/json'
import type { JsonObject } from '../json/json'
import { isCallError, isExchange, isUnanswered } from '../server/server'
import type { TesterCall, Destination } from '../server/server'
import { invent, masked } from '../settings/secrets'
import { Code, expected, print } from './code'
import { replaceSecrets } from './copied-call'
import { deliveriesOf } from './deliveries'
import type { Delivery } from './deliveries'
import { keepsBody, mock, reset } from './mock'

/** A call that was made, and what came of it. */
export interface Made {
  call: TesterCall
  destination: Destination
  previews: Preview[]
  steps: Step[]
}

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

/** How far the body of a test is indented. */
const indent = 4

/** Whether a test can be made of a call: something went to the destination, and all that it asked was answered. */
export function hasTest({ call, previews, steps }: Pick<Made, 'call' | 'previews' | 'steps'>): boolean {
  const isAnswered = !steps.some((step) => isCallError(step) && isUnanswered(step))
  return isAnswered && (call.action !== 'event' || previews.some((preview) => 'action' in preview))
}

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

// These keys and passwords are invented. They have the shape of those that were used.
${constant('settings', call.settings, 0)}

afterEach(() => nock.cleanAll())

describe(${print(destination.name)}, () => {
${tests.join('\n\n')}
})
`
}

/** A constant, as a statement. @param type what a type checker is told that the value is */
function constant(name: string, value: unknown, indent: number, type = ''): string {
  const before = `const ${name} = `
  const after = type && ` as unknown as ${type}`
  return before + print(value, { indent, before, after }) + after
}

function testOf(delivery: Delivery, steps: Step[]): string {
  const exchanges = steps.filter(isExchange)
  const bodies = exchanges.filter(keepsBody).map(({ request }) => expected(readBody(request.body)))
  const lines = [
    ...(bodies.length > 0 ? ['const bodies: unknown[] = []'] : []),
    ...exchanges.map((exchange) => mock(exchange, indent)),
    ...eventLines(delivery),
    ...callLines(delivery, steps),
    ...(bodies.length > 0 ? [asserted('expect(bodies).toEqual', bodies)] : []),
    ...(exchanges.length > 0 ? ['expect(nock.isDone()).toBe(true)'] : [])
  ]
  const title = `${delivery.preset ?? delivery.action}: ${nameOf(delivery.events)}`
  return `  it(${print(title)}, async () => {\n${lines.map((line) => `    ${line}`).join('\n')}\n  })`
}

/** An assertion that takes one value, as a statement. */
function asserted(assertion: string, value: unknown): string {
  return `${assertion}(${print(value, { indent, before: `${assertion}(`, after: ')' })})`
}

function nameOf(events: JsonObject[]): string {
  const [{ type, event }] = events
  const name = typeof event === 'string' ? event : typeof type === 'string' ? type : 'event'
  return events.length > 1 ? `${events.length} events` : name
}

function readBody(body: string): unknown {
  const { value, error } = parse(body)
  return error === undefined ? value : body
}

/** Absent keys are written down as undefined, or the framework's test event would have values there. */
function eventLines({ events, action, isBatch }: Delivery): string[] {
  const whole = events.map((event) => {
    if (action === 'delete') return event
    const absent = filledIn.filter((key) => !(key in event)).map((key) => [key, new Code('undefined')])
    return { ...event, ...Object.fromEntries(absent) } as unknown
  })
  if (events.length === 1 && !isBatch) return [constant('event', whole[0], indent, 'SegmentEvent')]
  return [constant('events', whole, indent, 'SegmentEvent[]')]
}

function callLines(delivery: Delivery, steps: Step[]): string[] {
  const { events, isBatch, mapping = {} } = delivery
  const failures = steps.filter(isCallError).map((error) => failure(error, steps))
  const mappingLines = Object.keys(mapping).length > 0 ? [constant('mapping', mapping, indent)] : []
  if (events.length === 1 || isBatch) {
    const call = callOf(delivery, isBatch ? 'events' : 'event', indent)
    if (failures.length === 0) return [...mappingLines, `await ${call}`]
    return [
      ...mappingLines,
      `const result = ${call}`,
      asserted('await expect(result).rejects.toMatchObject', failures[0])
    ]
  }
  return [
    ...mappingLines,
    'const failures: unknown[] = []',
    'for (const event of events) {',
    `  const result = ${callOf(delivery, 'event', indent + 2)}`,
    '  await result.catch((error: unknown) => failures.push(error))',
    '}',
    asserted('expect(failures).toMatchObject', failures)
  ]
}

function callOf({ action, mapping = {} }: Delivery, input: 'event' | 'events', indent: number): string {
  if (action === 'delete') return 'Promise.resolve(createTestIntegration(Destination).onDelete?.(event, settings))'
  const method = input === 'events' ? 'testBatchAction' : 'testAction'
  const given = [input, 'settings', ...(Object.keys(mapping).length > 0 ? ['mapping'] : []), 'useDefaultMappings: true']
  const margin = ' '.repeat(indent)
  const lines = given.map((one) => `${margin}  ${one}`)
  return `createTestIntegration(Destination).${method}(${print(action)}, {\n${lines.join(',\n')}\n${margin}})`
}

/** What is known of an error beforehand. How a connection breaks differs from the one that was seen. */
function failure({ errorClass, message, fields }: CallError, steps: Step[]): object {
  if (steps.some((step) => isExchange(step) && step.response === null)) return { message: containing(reset) }
  // The framework's own error for a status says less than the answer of the vendor, which is told instead.
  if (errorClass === 'HTTPError' || typeof message !== 'string') return { name: errorClass }
  // The message of a schema error comes from the tools here. The framework's own has its sentence for each field.
  const [field] = Object.values(fields ?? {})
  if (field !== undefined) return { name: errorClass, message: containing(field) }
  return { name: errorClass, message: expected(message) }
}

function containing(text: string): unknown {
  if (text.includes(masked)) return new Code('expect.any(String)')
  return new Code(`expect.stringContaining(${print(text)})`)
}
