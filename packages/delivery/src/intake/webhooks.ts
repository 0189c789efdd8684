import { createHmac } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { JSONValue } from '@segment/actions-core'
import type { DeliveryConfig, Source } from '../config/config'
import { isTooDeep } from './event-problems'
import { maxDepth, maxEvents } from './limits'
import { Refusal } from './refusal'
import { isSame } from './secrets'

/** Where Segment's Webhooks destination posts: the name of the source follows. */
export const webhookPrefix = '/webhooks/'

/** A source that takes webhooks. */
export interface WebhookSource extends Source {
  webhookSecret: string
}

/**
 * The source of a path.
 * @throws Refusal when there is none, or it has no secret
 */
export function webhookSource({ sources }: DeliveryConfig, path: string): WebhookSource {
  const source = sources.find(({ name }) => path === webhookPrefix + encodeURIComponent(name))
  if (source?.webhookSecret !== undefined) return source as WebhookSource
  throw new Refusal(404, 'No source of this name takes webhooks. It needs a "webhookSecret" in the config.')
}

/**
 * The events of a webhook, if its signature proves them. That of a batch covers only the first event, so the batch also
 * needs the token of the source.
 * @param raw the body as it was sent
 * @param value the same, parsed
 * @throws Refusal when a proof is missing or wrong
 * @see https://segment.com/docs/connections/destinations/catalog/webhooks/#authentication
 */
export function provenEvents(
  { webhookSecret, webhookToken }: WebhookSource,
  headers: IncomingHttpHeaders,
  raw: Buffer,
  value: JSONValue
): JSONValue[] {
  if (!Array.isArray(value)) {
    checkSignature(webhookSecret, headers, raw)
    return [value]
  }
  if (webhookToken === undefined) {
    throw new Refusal(
      401,
      'Batches need a "webhookToken" in the config of the source, and the header "x-webhook-token".'
    )
  }
  if (!isSame(textOf(headers['x-webhook-token']), webhookToken)) {
    throw new Refusal(401, 'The header "x-webhook-token" is missing or wrong.')
  }
  if (value.length > maxEvents) throw new Refusal(400, `The batch has more than ${maxEvents} events.`)
  if (isTooDeep(value[0])) throw new Refusal(400, `The first event is nested deeper than ${maxDepth} levels.`)
  checkSignature(webhookSecret, headers, JSON.stringify(value[0] ?? null))
  return value
}

function checkSignature(secret: string, headers: IncomingHttpHeaders, signed: Buffer | string): void {
  const expected = createHmac('sha1', secret).update(signed).digest('hex')
  if (isSame(textOf(headers['x-signature']), expected)) return
  throw new Refusal(401, 'The header "X-Signature" is missing or wrong. Use the same secret here and at Segment.')
}

function textOf(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : ''
}
