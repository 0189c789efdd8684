import type { Definition, Subscription } from '@partner-destinations/runner'
import { parseFql, validate } from '@segment/destination-subscriptions'

/** The handlers of a function by the types of events. Segment calls each with the events of its type. */
export const handlerNames = {
  identify: 'onIdentify',
  track: 'onTrack',
  page: 'onPage',
  screen: 'onScreen',
  group: 'onGroup',
  alias: 'onAlias',
  delete: 'onDelete'
}

export type EventType = keyof typeof handlerNames

/** Whether a value is a type of events that Segment has. */
export function isEventType(type: unknown): type is EventType {
  return typeof type === 'string' && Object.hasOwn(handlerNames, type)
}

/** A part of parsed FQL. */
interface Condition {
  type: string
  operator: string
  children?: Condition[]
}

/** The types of events of which a subscription may take some. */
export function typesTaken(subscriptions: Subscription[]): EventType[] {
  const types = Object.keys(handlerNames) as EventType[]
  const conditions = subscriptions.map(({ subscribe }) => parseFql(subscribe) as Condition)
  return types.filter((type) => conditions.some((condition) => mayTake(condition, type)))
}

/** Whether a condition can be met by an event of a type: what it says of anything else may always be true. */
function mayTake(condition: Condition, type: EventType): boolean {
  const { children } = condition
  if (children) {
    const may = (child: Condition) => mayTake(child, type)
    return condition.operator === 'or' ? children.some(may) : children.every(may)
  }
  if (condition.type !== 'event-type') return true
  const alone = { type: 'group', operator: 'and', children: [condition] }
  return validate(alone as Parameters<typeof validate>[0], { type })
}

/** The subscribed actions that take no batch. */
export function actionsWithoutBatch({ actions }: Definition, subscriptions: Subscription[]): string[] {
  const subscribed = [...new Set(subscriptions.map(({ partnerAction }) => partnerAction))]
  return subscribed.filter((key) => actions[key].performBatch === undefined)
}
