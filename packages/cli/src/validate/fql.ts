import { parseFql, validate } from '@segment/destination-subscriptions'
import type { Condition } from '@segment/destination-subscriptions'

/**
 * An event that both subscriptions take; undefined if none is found. It tries all events that can be made from the
 * values in the two subscriptions, one other value, and no value. If each condition compares with one value (equals,
 * starts with, ends with, contains), this covers everything.
 */
export function eventForBoth(one: string, other: string): object | undefined {
  const [first, second] = [parseFql(one), parseFql(other)]
  if ('error' in first || 'error' in second) return undefined
  const values = new Map<string, Set<unknown>>()
  collect(first, values)
  collect(second, values)
  return events([...values]).find((event) => validate(first, event) && validate(second, event))
}

/** Whether a subscription names delete events. */
export function takesDeletions(fql: string | undefined): boolean {
  const parsed = parseFql(fql ?? '')
  return !('error' in parsed) && namesDeletion(parsed)
}

function namesDeletion(condition: Condition): boolean {
  if (condition.type === 'group') return condition.children.some(namesDeletion)
  return condition.type === 'event-type' && condition.operator === '=' && condition.value === 'delete'
}

/** Adds the values in a condition, by their path in an event. */
function collect(condition: Condition, values: Map<string, Set<unknown>>): void {
  if (condition.type === 'group') return condition.children.forEach((child) => collect(child, values))
  const path = pathOf(condition)
  const known = values.get(path) ?? new Set<unknown>([undefined, 'something else', true, false])
  const { value } = condition
  known.add(value)
  if (typeof value === 'number') known.add(value - 1).add(value + 1)
  values.set(path, known)
}

function pathOf(condition: Exclude<Condition, { type: 'group' }>): string {
  switch (condition.type) {
    case 'event-type':
      return 'type'
    case 'event-property':
      return `properties.${condition.name}`
    case 'event-trait':
      return `traits.${condition.name}`
    case 'event-context':
      return `context.${condition.name}`
    default:
      return condition.type
  }
}

/** Every event that has one of its values at each path. */
function events(values: [path: string, values: Set<unknown>][]): object[] {
  return values.reduce<object[]>(
    (made, [path, choices]) =>
      made.flatMap((event) => [...choices].map((value) => withValue(event, path.split('.'), value))),
    [{}]
  )
}

function withValue(event: object, [key, ...rest]: string[], value: unknown): object {
  if (value === undefined) return event
  const inner = (event as Record<string, unknown>)[key]
  return { ...event, [key]: rest.length === 0 ? value : withValue((inner as object | undefined) ?? {}, rest, value) }
}
