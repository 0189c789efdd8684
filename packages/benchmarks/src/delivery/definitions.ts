import { createHash } from 'node:crypto'
import { manifest } from '@partner-destinations/destination-actions'
import type { Definition } from '@partner-destinations/runner'

/** Hashes of one event of `computes`: about a millisecond of CPU, which is what the framework takes for an event. */
const HASHES = 1500

/** Takes every event, and sends nothing: what is left of an event is the engine's. */
const sendsNothing = doing('Sends nothing', () => undefined)

/** Takes every event, computes for a while, and sends nothing: nobody but the destination threads has work. */
const computes = doing('Computes', () => {
  let digest = 'computes'
  for (let count = 0; count < HASHES; count++) digest = createHash('sha256').update(digest).digest('hex')
  return digest
})

/** The destinations that delivery is measured with, by the names that a config has for them. */
export const definitions: Record<string, Definition> = {
  ...(manifest as Record<string, Definition>),
  'sends-nothing': sendsNothing,
  computes
}

/** A destination whose one action, `act`, does this for each event. */
function doing(name: string, perform: () => unknown): Definition {
  return {
    name,
    mode: 'cloud',
    actions: {
      act: {
        title: 'Act',
        description: 'Sends nothing.',
        fields: { properties: { label: 'Properties', description: 'Of the event', type: 'object' } },
        defaultSubscription: 'type = "track"',
        perform
      }
    }
  }
}
