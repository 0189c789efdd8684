import { meetsFql } from '@partner-destinations/runner/fql'
import type { JSONObject } from '@segment/actions-core'
import { timeOf } from '../intake/timestamps'

/** Which events are replayed. Each field that is given narrows it. */
export interface SelectionOptions {
  /** When they were received, in milliseconds since 1970: from the first up to, and without, the second. */
  from?: number
  to?: number
  /** A condition in FQL that they meet. It has no problem, as `problemWithFql` finds them. */
  only?: string
}

/** The fields that tell when an event was received, or at least when it happened. The first that it has counts. */
const timeFields = ['receivedAt', 'timestamp', 'originalTimestamp', 'sentAt']

/** Decides which events are replayed. */
export class Selection {
  private readonly meets: (event: JSONObject) => boolean
  private readonly from: number
  private readonly to: number
  private readonly hasPeriod: boolean

  constructor({ from, to, only }: SelectionOptions) {
    this.meets = only === undefined ? () => true : meetsFql(only)
    this.hasPeriod = from !== undefined || to !== undefined
    this.from = from ?? -Infinity
    this.to = to ?? Infinity
  }

  /** Whether an event is replayed; `no time` if it has none, and there is a period. */
  takes(event: JSONObject): boolean | 'no time' {
    if (this.hasPeriod) {
      const time = timeFields.map((field) => timeOf(event[field])).find((one) => one !== undefined)
      if (time === undefined) return 'no time'
      if (time < this.from || time >= this.to) return false
    }
    return this.meets(event)
  }
}
