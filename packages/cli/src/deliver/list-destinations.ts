import { table } from './describe-config'
import type { ListedDestination } from './store-access'

/** The destinations of a store for a person to read: how many deliveries are in each state, and what holds them up. */
export function listDestinations(destinations: ListedDestination[], now: number): string {
  if (destinations.length === 0) return 'The store has no deliveries yet.'
  const rows = destinations.map(({ name, counts, pause, oldestReceivedAt }) => [
    name,
    ...[counts.pending, counts.inFlight, counts.delivered, counts.filtered, counts.failed].map(String),
    oldestReceivedAt === undefined ? '-' : age(now - oldestReceivedAt),
    pause ? paused(pause) : ''
  ])
  const titles = ['destination', 'pending', 'in flight', 'delivered', 'filtered', 'failed', 'oldest', '']
  return table([titles, ...rows], 0).join('\n')
}

function paused({ until, reason }: NonNullable<ListedDestination['pause']>): string {
  const end = until === undefined ? '' : ` until ${new Date(until).toISOString()}`
  return `paused${end}: ${reason}`
}

/** How long ago something was, in the largest unit. */
export function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`
}
