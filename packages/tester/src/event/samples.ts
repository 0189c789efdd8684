import type { JsonObject } from '../json/json'
import { catalogSamples } from './catalog-samples'
import { calls, ecommerce, engageEvents } from './spec-samples'

/** An event, or a list of events, to start from. */
export interface Sample {
  /** Unique among all samples. */
  id: string
  label: string
  event: JsonObject | JsonObject[]
}

export interface SampleGroup {
  label: string
  samples: Sample[]
}

const specGroups: SampleGroup[] = [
  group('Calls of the spec', calls),
  {
    label: 'Batch',
    samples: [
      { id: 'Batch/identify', label: 'Two identify calls', event: [calls.identify, anotherUser(calls.identify)] }
    ]
  },
  group('Ecommerce', ecommerce),
  group('Engage', engageEvents)
]

/** The samples that suit a destination: first those of its page in Segment's catalog, then those of Segment's spec. */
export function samplesFor(folder: string): SampleGroup[] {
  const own = catalogSamples[folder]
  return own ? [group(`Segment’s catalog page of ${folder}`, own, `${folder}/`), ...specGroups] : specGroups
}

/** The sample that a destination starts with. */
export function firstSample(folder: string): Sample {
  return samplesFor(folder)[0].samples[0]
}

function group(label: string, events: Record<string, JsonObject>, prefix = ''): SampleGroup {
  return {
    label,
    samples: Object.entries(events).map(([name, event]) => ({ id: `${prefix}${label}/${name}`, label: name, event }))
  }
}

function anotherUser(event: JsonObject): JsonObject {
  const traits = { ...(event.traits as JsonObject), firstName: 'Bill', lastName: 'Lumbergh', email: 'bill@example.com' }
  return { ...event, messageId: 'sample-identify-2', userId: 'user-2042', traits }
}
