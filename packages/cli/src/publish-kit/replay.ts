import { toFillIn } from '@partner-destinations/vendors/to-fill-in'
import type { Replay } from '@partner-destinations/vendors/catalog-facts'

/** The answers to Segment's questions about replays, one line each. */
export function describeReplay(replay: Replay | undefined): string[] {
  const { timestamps, order, limits } = replay ?? UNKNOWN
  return [`**Time stamps.** ${timestamps}`, `**Order.** ${order}`, `**Limits.** ${limits}`]
}

const UNKNOWN: Replay = {
  timestamps: toFillIn('whether an event counts when it happened or when it arrives'),
  order: toFillIn('whether the order of events matters'),
  limits: toFillIn('how many requests the vendor takes')
}
