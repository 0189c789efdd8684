import type { WithSamples } from '@partner-destinations/server/wire'
import type { JsonObject } from '../json/json'
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

/** A destination that has samples, whether it loads or not. */
type Served = WithSamples & { folder: string }

/** The samples that suit a destination: first those of its page in Segment's catalog, then those of Segment's spec. */
export function samplesFor(destination: Served | undefined): SampleGroup[] {
  if (!destination || Object.keys(destination.samples).length === 0) return specGroups
  const { folder, samples } = destination
  return [group(`Segment’s catalog page of ${folder}`, samples, `${folder}/`), ...specGroups]
}

/** The sample that a destination starts with. */
export function firstSample(destination: Served | undefined): Sample {
  return samplesFor(destination)[0].samples[0]
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
