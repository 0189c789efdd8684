import type { Field, Mode } from '@partner-destinations/server/wire'
import type { TesterCall, Destination } from '../server/server'
import { secretsIn, withoutSecrets } from '../settings/secrets'

/** A call to take away, and what it goes to. */
export interface CopiedCall {
  call: TesterCall
  destination: Destination
  mode: Mode
}

/** A call as text may show it: each secret replaced, and no settings when they are the sandbox's own. */
export function withPlaceholders({
  call,
  destination
}: CopiedCall): Omit<TesterCall, 'settings'> & Partial<TesterCall> {
  const { settings, mapping = {}, payload, ...target } = replaceSecrets(call, destination, (_secret, key) => `<${key}>`)
  const isDemo = JSON.stringify(call.settings) === JSON.stringify(destination.demoSettings)
  return {
    ...target,
    payload,
    ...(!isDemo && { settings }),
    ...(Object.keys(mapping).length > 0 && { mapping })
  }
}

/** A call in which every secret has been replaced: secret settings, passwords in the mapping, and both in the event. */
export function replaceSecrets(
  call: TesterCall,
  destination: Destination,
  replace: (secret: string, key: string) => string
): TesterCall {
  const { payload, settings, mapping, ...target } = call
  const replacements = [
    ...secretsIn(settings, secretSetting(destination), replace),
    ...secretsIn(mapping ?? {}, password(destination, call.action), replace)
  ]
  return { ...target, ...withoutSecrets({ payload, settings, ...(mapping && { mapping }) }, replacements) }
}

/**
 * Tells which settings are secrets, as the server says. So is a setting that the destination no longer has, since
 * nobody knows what it was.
 */
export function secretSetting(destination: Destination): (key: string) => boolean {
  const { secretSettings } = destination
  const fields = settingFields(destination)
  return (key) => secretSettings.includes(key) || !Object.hasOwn(fields, key)
}

/** Tells which fields of an action are passwords. Only they are secrets: a field that is called a code or a key is data. */
export function password(destination: Destination, action: string): (key: string) => boolean {
  const fields = actionFields(destination, action)
  return (key) => Object.hasOwn(fields, key) && fields[key].type === 'password'
}

export function settingFields({ manifest }: Destination): Record<string, Field> {
  return manifest.authentication?.fields ?? {}
}

/** The fields of an action; none for what is no single action. */
export function actionFields({ manifest }: Destination, action: string): Record<string, Field> {
  return Object.hasOwn(manifest.actions, action) ? manifest.actions[action].fields : {}
}
