import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import type { Case } from '../events/case'
import { ourCases } from '../events/our-cases'
import { track } from '../events/segment-events'

/** An event that the engine delivers, by a destination that it has in its config. */
export interface DeliveredCase extends Pick<Case, 'settings' | 'subscription' | 'event'> {
  name: string
  /** The name of the definition, which the instance and the source have as well. */
  destination: string
  /** As many as that an event makes. */
  requests: number
}

/** The main action of each vendor. */
export const mainCases = ourCases.filter(({ isMain }) => isMain)

/** A main action as the engine delivers it. */
export function deliveredCase({ vendor, name, settings, subscription, event, calls }: typeof mainCases[number]) {
  return { name, destination: vendor, settings, subscription, event, requests: calls?.length ?? 1 }
}

/** An action of the benchmark's own, which sends nothing. */
export function silentCase(destination: 'sends-nothing' | 'computes'): DeliveredCase {
  const mapping = { properties: { '@path': '$.properties' } }
  const subscription = { name: 'act', enabled: true, partnerAction: 'act', subscribe: 'type = "track"', mapping }
  return { name: destination, destination, settings: {}, subscription, event: track, requests: 0 }
}

/** The event of another user, which has as many bytes. */
export function numbered(event: SegmentEvent, number: number): JSONObject & { messageId: string; userId: string } {
  const { userId, anonymousId, messageId, ...rest } = event
  return {
    ...rest,
    userId: ending(userId, number),
    anonymousId: ending(anonymousId, number),
    messageId: ending(messageId, number)
  } as ReturnType<typeof numbered>
}

/** Enough for two billion events, and no more than the shortest of the ids has. */
const DIGITS = 6

/** A text whose end is a number. */
function ending(text: string | null | undefined, number: number): string {
  return `${(text ?? '').slice(0, -DIGITS)}${number.toString(36).padStart(DIGITS, '0')}`
}
