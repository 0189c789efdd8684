import { readPayload } from '../event/payload'
import type { TesterCall } from '../server/server'
import { password, secretSetting } from '../take-away/copied-call'
import { isObject } from '../json/json'
import type { JsonObject } from '../json/json'
import { secretsIn, withoutSecrets, masked } from '../settings/secrets'
import { syncModesOf, withSyncMode } from '../mapping/sync-modes'
import type { LinkedState } from './link'
import { destinationOf, mappingOf, settingsOf, subscriptionOf } from './state'
import type { Entered, State } from './state'

/** The call that Send would make; undefined while the event is no event, or the destination does not load. */
export function currentCall(state: Entered): TesterCall | undefined {
  const { payload } = readPayload(state.eventText)
  const destination = destinationOf(state)
  if (!payload || !destination) return undefined
  const { folder, action } = state
  const isAction = Object.hasOwn(destination.actions, action)
  const mapping = isAction ? withSyncMode(syncModesOf(destination, action), mappingOf(state)) : {}
  return { folder, action, payload, settings: settingsOf(state), ...(Object.keys(mapping).length > 0 && { mapping }) }
}

/** What the form of the picked action holds, for questions that come before a call. */
export function formOf(state: State) {
  const { folder, action, previews } = state
  const mapped = previews.find((one) => 'action' in one && one.action === action)
  const payload = mapped && 'action' in mapped && isObject(mapped.payload) ? mapped.payload : {}
  return { folder, action, payload, settings: settingsOf(state) }
}

/** What a link keeps: all that was entered but secrets, wherever they were entered. */
export function linkedState(state: Entered & Pick<State, 'subscriptions'>): LinkedState | undefined {
  const destination = destinationOf(state)
  if (!destination) return undefined
  const { folder, action, eventText } = state
  const isSecret = secretSetting(destination)
  const isPassword = password(destination, action)
  const mapping = mappingOf(state)
  const secrets = [
    ...secretsIn(settingsOf(state), isSecret, () => masked),
    ...secretsIn(mapping, isPassword, () => masked)
  ]
  const settings = withoutFields(state.settings[folder] ?? {}, isSecret)
  const kept = withoutFields(mapping, (key) => isPassword(key) && typeof mapping[key] === 'string')
  const subscription = subscriptionOf(state)
  return {
    folder,
    action,
    ...withoutSecrets({ eventText, settings, mapping: kept }, secrets),
    ...(subscription && { subscription })
  }
}

function withoutFields(values: JsonObject, isDropped: (key: string) => boolean): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !isDropped(key)))
}
