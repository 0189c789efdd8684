import type { JSONObject } from '@segment/actions-core'
import { parseFql, validate } from '@segment/destination-subscriptions'
import { BadCallError } from './bad-call'
import type { Definition } from './call'
import { didYouMean } from './did-you-mean'
import { isEnabled } from './integrations-object'
import { checkMapping, defaultMapping, knownFields } from './mapping'

/** Parsed FQL. */
type Condition = ReturnType<typeof parseFql> & { error?: Error }

/** Which events go to an action, and how they are mapped to its fields. */
export interface Subscription {
  name: string
  /** FQL, such as `type = "track"`. */
  subscribe: string
  /** The key of the action. */
  partnerAction: string
  /** The whole mapping, as Segment keeps it: nothing is added to it. A new one starts as `defaultMapping`. */
  mapping: JSONObject
}

/** The subscriptions that are switched on when a customer adds the destination. */
export function presetSubscriptions(definition: Definition): Subscription[] {
  return (definition.presets ?? []).flatMap((preset) => {
    if (preset.type !== 'automatic') return []
    const { name = preset.partnerAction, subscribe, partnerAction } = preset
    const mapping = knownFields(definition, partnerAction, {
      ...defaultMapping(definition, partnerAction),
      ...preset.mapping
    })
    return [{ name, subscribe, partnerAction, mapping }]
  })
}

/** The presets of the destinations used so far. Reading them takes about a millisecond, and each call needs them. */
const ofPresets = new WeakMap<Definition, Subscriptions>()

/**
 * The automatic presets of a destination, ready to take events.
 * @throws BadCallError when one of them is wrong
 */
export function presetsOf(definition: Definition): Subscriptions {
  const presets = ofPresets.get(definition) ?? new Subscriptions(definition, presetSubscriptions(definition))
  ofPresets.set(definition, presets)
  return presets
}

/** Decides which subscriptions of a destination take an event. Their FQL is parsed once. */
export class Subscriptions {
  private readonly parsed: { subscription: Subscription; condition: Condition }[]
  private readonly byName: Map<string, Subscription>

  /** @throws BadCallError when FQL doesn't parse, an action is unknown, or a mapping is wrong, as in `checkMapping` */
  constructor(private readonly definition: Definition, readonly all: Subscription[]) {
    this.byName = new Map([...all].reverse().map((subscription) => [subscription.name, subscription]))
    this.parsed = all.map((subscription) => ({ subscription, condition: conditionOf(subscription) }))
    for (const { name, partnerAction, mapping } of all) {
      checkAction(definition, partnerAction, `The subscription "${name}": `)
      checkMapping(definition, partnerAction, mapping, `The mapping of the subscription "${name}"`)
    }
  }

  /**
   * The subscription of this name; the first if there are several.
   * @throws BadCallError when there is none
   */
  named(name: string): Subscription {
    const found = this.byName.get(name)
    if (found) return found
    const known = [...this.byName.keys()]
    throw new BadCallError(
      `${this.definition.name} has no subscription ${JSON.stringify(name)}.${didYouMean(name, known)}`
    )
  }

  /** The subscriptions that take an event; none when its Integrations object switches the destination off. */
  takers(event: JSONObject): Subscription[] {
    if (!isEnabled(event, this.definition.name)) return []
    return this.parsed.filter(({ condition }) => validate(condition, event)).map(({ subscription }) => subscription)
  }

  /**
   * Why no subscription takes an event. Call it only if none does.
   * @param what what to call the subscriptions
   */
  whyNone(event: JSONObject, what: 'subscription' | 'preset' = 'subscription'): string {
    const { name } = this.definition
    if (!isEnabled(event, name)) return `The event's Integrations object switches ${name} off.`
    const kind =
      event.type === 'track'
        ? `the track event ${JSON.stringify(event.event)}`
        : `events of type ${JSON.stringify(event.type)}`
    return `No ${what} of ${name} takes ${kind}.`
  }
}

/**
 * The calls that a list of events makes to an action, each with its part of the list: one with all of them when the
 * action has a batch call, however short the list is; otherwise one for each, as Segment would.
 * @param withBatch whether the action has a batch call
 */
export function callsOfList<Event>(withBatch: boolean, events: Event[]): (Event | Event[])[] {
  return withBatch ? [events] : events
}

/** Whether an action takes lists of events. False if there is no such action. */
export function hasBatch({ actions }: Definition, action: string): boolean {
  return Object.hasOwn(actions, action) && actions[action].performBatch !== undefined
}

/**
 * Makes sure that a destination has an action.
 * @param prefix stands before the message
 * @throws BadCallError when it has none of this key
 */
export function checkAction({ name, actions }: Definition, action: string, prefix = ''): void {
  if (Object.hasOwn(actions, action)) return
  const known = Object.keys(actions)
  const advice = known.length === 0 ? 'It has no actions.' : `Use one of: ${known.join(', ')}.`
  throw new BadCallError(`${prefix}${name} has no action "${action}". ${advice}${didYouMean(action, known)}`)
}

function conditionOf({ name, subscribe }: Subscription): Condition {
  // The framework takes neither for a subscription.
  const isText = typeof subscribe === 'string' && subscribe.trim() !== ''
  const condition: Condition | undefined = isText ? parseFql(subscribe) : undefined
  if (condition && !condition.error) return condition
  const why = condition?.error?.message ?? 'it is empty'
  throw new BadCallError(
    `The FQL of the subscription "${name}" cannot be read: ${why}. Correct "subscribe", such as: type = "track".`
  )
}
