import type { Definition } from '@partner-destinations/runner'
import type { Subject } from '../subject'
import type { RecordedCall } from '../recording/recorded-call'
import { recordCalls } from '../recording/record-calls'
import { auth, testEvent, withDefaults } from './input'
import type { Input } from './input'

/** How many different calls of the tests are tried for an action. */
const MOST = 12

/** The calls that a destination's tests make: they run once for all of its actions. */
const recorded = new Map<string, Promise<RecordedCall[]>>()

/**
 * The inputs that a destination's own tests use for an action.
 * @param generated completes the settings: a test often has only the ones that it needs
 */
export async function testInputs(
  subject: Subject,
  destination: string,
  definition: Definition,
  action: string,
  generated: Input
): Promise<Input[]> {
  const calls = recorded.get(destination) ?? recordCalls(subject, destination)
  recorded.set(destination, calls)
  const own = (await calls).filter((call) => call.action === action)
  const different = [...new Map(own.map((call) => [JSON.stringify(call), call])).values()]
  return different.slice(0, MOST).map((call) => {
    const { events, mapping = {}, settings, useDefaultMappings } = call
    return {
      source: 'tests',
      settings: { ...generated.settings, ...settings },
      mapping: useDefaultMappings ? withDefaults(definition, action, mapping) : mapping,
      events: [testEvent(events[0] ?? {}, 1), testEvent(events[1] ?? events[0] ?? {}, 2)],
      auth: { ...auth, ...call.auth } as Input['auth'],
      features: call.features,
      subscriptionMetadata: call.subscriptionMetadata,
      environment: call.environment
    }
  })
}
