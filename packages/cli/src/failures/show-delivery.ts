import type { Exchange } from '@partner-destinations/runner/wire'
import type { AttemptRow, ShownDelivery } from '@partner-destinations/delivery/wire'
import { table } from '../deliver/describe-config'
import { heading, json, printExchange } from '../send/print'

/** A delivery with everything that is known of it, for a person to read. */
export function showDelivery(delivery: ShownDelivery): string {
  const { attemptRows, event } = delivery
  const payload = [...attemptRows].reverse().find((attempt) => attempt.payload !== undefined)?.payload
  return [
    `Delivery ${delivery.id} ${states[delivery.state]}${becauseOf(delivery)}`,
    '',
    ...table(factsOf(delivery)),
    ...notesOf(delivery).flatMap((note) => ['', note]),
    '',
    heading('Event'),
    json(event),
    ...(payload === undefined ? [] : [heading('Mapped payload'), json(payload)]),
    ...attemptRows.flatMap(showAttempt)
  ].join('\n')
}

const states: Record<ShownDelivery['state'], string> = {
  pending: 'is pending',
  inFlight: 'is in flight',
  delivered: 'was delivered',
  filtered: 'was filtered',
  failed: 'has failed'
}

function becauseOf({ reason }: ShownDelivery): string {
  return reason === undefined ? '.' : `: ${reason.code}${statusOf(reason)}\n${reason.message}`
}

function statusOf({ status }: NonNullable<AttemptRow['reason']>): string {
  return status === undefined ? '' : ` (status ${status})`
}

function factsOf(delivery: ShownDelivery): string[][] {
  const { messageId, source, receivedAt, destination, subscription, action, attempts, dueAt, settledAt } = delivery
  const { replay, corrects, correctedBy = [] } = delivery
  const facts: [string, string | undefined][] = [
    ['message id', messageId],
    ['received', `${time(receivedAt)} from ${source}`],
    ['destination', destination],
    ['subscription', subscription === undefined ? 'none: the event could not be taken' : named(subscription, action)],
    ['attempts', String(attempts)],
    ['next attempt', dueAt === undefined ? undefined : time(dueAt)],
    ['settled', settledAt === undefined ? undefined : time(settledAt)],
    ['replay', replay === undefined ? undefined : String(replay)],
    ['corrects', corrects === undefined ? undefined : `delivery ${corrects}`],
    ['corrected by', correctedBy.length === 0 ? undefined : `delivery ${correctedBy.join(', ')}`]
  ]
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
}

function named(subscription: string, action: string | undefined): string {
  return action === undefined ? subscription : `${subscription} (${action})`
}

function notesOf({ possibleDuplicate, outOfOrder }: ShownDelivery): string[] {
  return [
    ...(possibleDuplicate
      ? [
          'Possible duplicate: an attempt was cut off, or got no whole answer. The vendor may have the event already, and\n' +
            'gets it again with each further attempt.'
        ]
      : []),
    ...(outOfOrder
      ? ['Out of order: it was retried for so long that later events of the user went on without it.']
      : [])
  ]
}

function showAttempt({ attempt, startedAt, endedAt, verdict, reason, exchanges }: AttemptRow): string[] {
  const duration = endedAt === undefined ? '' : `, ${endedAt - startedAt} ms`
  const why = reason ? [`${reason.code}${statusOf(reason)}: ${reason.message}`] : []
  const known = exchanges as Exchange[] | undefined
  return [
    '',
    heading(`Attempt ${attempt} at ${time(startedAt)}${duration}: ${ends[verdict ?? 'underWay']}`),
    ...why,
    ...requestsOf(known)
  ]
}

const ends: Record<NonNullable<AttemptRow['verdict']> | 'underWay', string> = {
  delivered: 'delivered',
  filtered: 'filtered',
  failed: 'failed',
  retry: 'to be retried',
  unknown: 'nobody knows whether the vendor got it',
  released: 'given back before anything was sent',
  underWay: 'under way'
}

function requestsOf(exchanges: Exchange[] | undefined): string[] {
  if (exchanges === undefined) return ['Its requests were not kept.']
  if (exchanges.length === 0) return ['It sent no request.']
  return exchanges.map((exchange) => printExchange(exchange, '', false))
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
