import type { Call, Definition } from '@partner-destinations/runner'
import { createTestEvent, defaultValues } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import type { Source } from '../verdict'
import { plainValues } from './plain-values'
import { NOW } from '@partner-destinations/reliability/steady-world'

type ActionCall = Call & { kind: 'action' }

/** What an action is run with, by both. */
export interface Input {
  /** Where it comes from. */
  source: Source
  settings: JSONObject
  mapping: JSONObject
  events: JSONObject[]
  auth: ActionCall['auth']
  features?: ActionCall['features']
  subscriptionMetadata?: ActionCall['subscriptionMetadata']
  /** Variables of the environment. */
  environment?: Record<string, string>
}

/** Upstream's `generateTestData`: the values of the fields, and those of the settings. */
export type GenerateTestData = (
  seed: string,
  destination: Definition,
  action: Definition['actions'][string],
  isRequiredOnly: boolean
) => [JSONObject, JSONObject]

/** Where the framework finds a customer's sync mode in a mapping. */
const SYNC_MODE = '__segment_internal_sync_mode'

/** What a destination with OAuth finds in its tests. */
export const auth = {
  accessToken: 'an-access-token',
  refreshToken: 'a-refresh-token',
  clientId: 'a-client',
  clientSecret: 'a-client-secret'
} as unknown as ActionCall['auth']

/**
 * The input that upstream's snapshot tests make of an action: all its fields, then the required ones alone. Then both
 * with plain texts, as many vendors' checks refuse random characters. At last an event of an audience, with the default
 * mappings of the fields.
 */
export function generatedInputs(definition: Definition, action: string, generate: GenerateTestData): Input[] {
  const seed = `${definition.slug ?? definition.name}#${action}`
  const generated = [false, true].map((isRequiredOnly) => {
    const [mapping, settings] = generate(seed, definition, definition.actions[action], isRequiredOnly)
    const { syncMode } = definition.actions[action]
    const mode = syncMode && (syncMode.default ?? syncMode.choices[0]?.value)
    return {
      mapping: { ...mapping, ...(mode !== undefined && { [SYNC_MODE]: mode }) },
      settings: chosenSettings(definition, settings, isRequiredOnly)
    }
  })
  const plain = generated.map(({ mapping, settings }) => ({
    mapping: plainValues(mapping),
    settings: plainValues(settings)
  }))
  const [, required] = plain
  return [
    ...generated.map((one) => inputOf(one, 'generated')),
    ...plain.map((one) => inputOf(one, 'plain')),
    {
      ...inputOf(required, 'audience'),
      mapping: { ...required.mapping, ...defaultValues(definition.actions[action].fields) },
      events: [audienceEvent(1), audienceEvent(2)]
    }
  ]
}

/** An event that tells that a user has entered an audience. */
function audienceEvent(number: number): JSONObject {
  const user = { email: `peter.gibbons.${number}@vendor.example`, phone: '+14155550123' }
  const settings = { advertiserId: '123456', audienceName: 'office_workers', listId: '123456' }
  const personas = {
    computation_class: 'audience',
    computation_key: 'office_workers',
    computation_id: 'aud_123456',
    external_audience_id: '123456',
    namespace: 'spa_123456',
    space_id: 'spa_123456',
    audience_settings: settings
  }
  const properties = { ...user, audience_key: 'office_workers', office_workers: true }
  const context = { personas, traits: user, device: { advertisingId: '00000000-0000-4000-8000-00000000000a' } }
  return testEvent(
    { event: 'Audience Entered', properties, traits: { ...user, office_workers: true }, context },
    number
  )
}

function inputOf({ mapping, settings }: Pick<Input, 'mapping' | 'settings'>, source: Source): Input {
  const event = { properties: mapping }
  return { source, settings, mapping, events: [testEvent(event, 1), testEvent(event, 2)], auth }
}

/** An event as the framework's `createTestEvent` makes it, but the same each time. */
export function testEvent(given: JSONObject, number: number): JSONObject {
  const now = new Date(NOW).toISOString()
  return createTestEvent({
    messageId: `00000000-0000-4000-8000-00000000000${number}`,
    receivedAt: now,
    sentAt: now,
    timestamp: now,
    ...given
  }) as unknown as JSONObject
}

/** The mapping with which the framework's test integration begins when a test asks for the defaults. */
export function withDefaults(definition: Definition, action: string, mapping: JSONObject): JSONObject {
  return { ...defaultValues(definition.actions[action].fields), ...mapping }
}

/** Upstream's generator ignores the choices and the defaults of settings; a customer can't. */
function chosenSettings(definition: Definition, generated: JSONObject, isRequiredOnly: boolean): JSONObject {
  const settings: JSONObject = {}
  for (const [key, field] of Object.entries(definition.authentication?.fields ?? {})) {
    if (isRequiredOnly && !field.required) continue
    settings[key] = generated[key]
    const [first] = field.choices ?? []
    const chosen = field.default ?? (typeof first === 'object' ? first.value : first)
    if (chosen !== undefined) settings[key] = chosen
    if (field.multiple && !Array.isArray(settings[key])) settings[key] = [settings[key]]
  }
  return settings
}
