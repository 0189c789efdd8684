import type { NewDelivery, NewEvent } from './store'

/** An event with the same message id is a duplicate for so long, as at Segment. */
export const dedupeMs = 24 * 60 * 60 * 1000

/** A replay may fill this part of the backlog, so that it never keeps out what comes in by itself. */
export const replayShare = 0.9

export type PendingDelivery = Extract<NewDelivery, { state: 'pending' }>

export function isPending(delivery: NewDelivery): delivery is PendingDelivery {
  return delivery.state === 'pending'
}

/** How many deliveries wait that these events make. */
export function pendingOf(events: NewEvent[]): number {
  return events.reduce((sum, { deliveries }) => sum + deliveries.filter(isPending).length, 0)
}
