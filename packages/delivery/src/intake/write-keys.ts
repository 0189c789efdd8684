import { timingSafeEqual } from 'node:crypto'
import type { DeliveryConfig, Source } from '../config/config'
import { digestOf } from './secrets'

/** Finds the source of a write key. */
export class WriteKeys {
  private readonly keys: { source: Source; digest: Buffer }[]

  constructor({ sources }: DeliveryConfig) {
    this.keys = sources.flatMap((source) =>
      source.writeKey === undefined ? [] : [{ source, digest: digestOf(source.writeKey) }]
    )
  }

  /** The source with this write key. It takes the same time whichever it is, and if none has it. */
  sourceOf(writeKey: string): Source | undefined {
    const digest = digestOf(writeKey)
    let found: Source | undefined
    for (const key of this.keys) {
      if (timingSafeEqual(key.digest, digest)) found = key.source
    }
    return found
  }
}

/**
 * The user name of Basic authentication. Segment sends no password, and accepts a user name without a colon.
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#basic-authentication
 */
export function basicUser(authorization: string | undefined): string | undefined {
  const encoded = /^basic +([\w+/=-]+) *$/i.exec(authorization ?? '')?.[1]
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString().split(':', 1)[0]
}
