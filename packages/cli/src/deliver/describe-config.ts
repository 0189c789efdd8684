import { isServerUrl, shownStore } from '@partner-destinations/delivery'
import type { DeliveryConfig, DestinationConfig, Source } from '@partner-destinations/delivery'

/** What a config makes happen, for a person to read. It shows no settings and no secrets. */
export function describeConfig({ store, sources, destinations, retention, maxBacklog }: DeliveryConfig): string {
  return [
    'Sources',
    ...table(sources.map((source) => [source.name, waysIn(source)])),
    '',
    'Destinations',
    ...destinations.flatMap(describeDestination),
    '',
    'Store',
    ...table([
      [isServerUrl(store) ? 'server' : 'file', shownStore(store)],
      ['kept', `delivered for ${duration(retention.deliveredMs)}, failed for ${duration(retention.failedMs)}`],
      ['backlog', `at most ${maxBacklog} waiting deliveries`]
    ])
  ].join('\n')
}

function waysIn({ writeKey, webhookSecret, webhookToken }: Source): string {
  const webhooks = webhookToken === undefined ? 'webhooks, one event each' : 'webhooks, also batches'
  return [...(writeKey === undefined ? [] : ['Tracking API']), ...(webhookSecret === undefined ? [] : [webhooks])].join(
    '; '
  )
}

function describeDestination(config: DestinationConfig): string[] {
  const { name, destination, store, sources, subscriptions } = config
  const title = name === destination ? name : `${name} (${destination})`
  return [
    `  ${title}`,
    ...table(
      [
        ['from', sources.join(', ')],
        ...(store === undefined ? [] : [['store', shownStore(store)]]),
        ['limits', limits(config)]
      ],
      4
    ),
    ...table(
      subscriptions.map((subscription) => [subscription.name, subscription.partnerAction, subscription.subscribe]),
      4
    )
  ]
}

function limits({ order, rateLimit, concurrency, retryWindowMs, maxLaneBlockMs }: DestinationConfig): string {
  return [
    ...(rateLimit ? [`${rateLimit.requests} requests in ${duration(rateLimit.windowMs)}`] : []),
    `${concurrency} deliveries at a time`,
    `retried for ${duration(retryWindowMs)}`,
    order === 'user' ? `in each user's order, held up for ${duration(maxLaneBlockMs)} at most` : 'in any order'
  ].join('; ')
}

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000]
] as const

/** Milliseconds in the largest unit that fits, as config files have them. */
export function duration(milliseconds: number): string {
  const [unit, length] = units.find(([, size]) => milliseconds % size === 0) ?? ['s', 1000]
  return `${milliseconds / length}${unit}`
}

/** Lines in columns. */
export function table(rows: string[][], indent = 2): string[] {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(cell.length, widest[column] ?? 0)),
    []
  )
  return rows.map(
    (row) =>
      ' '.repeat(indent) +
      row
        .map((cell, at) => cell.padEnd(widths[at]))
        .join('  ')
        .trimEnd()
  )
}
