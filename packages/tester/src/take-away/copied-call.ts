import type { Call } from '../server/server'
import type { Destination, Field, Mode } from '../server/types'
import { isSecret, secretsIn, withoutSecrets } from '../settings/secrets'

/** A call to take away, and what it goes to. */
export interface CopiedCall {
  call: Call
  destination: Destination
  mode: Mode
}

/** A call as text may show it: each secret replaced, and no settings when they are the sandbox's own. */
export function withPlaceholders({ call, destination }: CopiedCall): Omit<Call, 'settings'> & Partial<Call> {
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
  call: Call,
  destination: Destination,
  replace: (secret: string, key: string) => string
): Call {
  const { payload, settings, mapping, ...target } = call
  const replacements = [
    ...secretsIn(settings, settingFields(destination), isSecret, replace),
    ...secretsIn(mapping ?? {}, actionFields(destination, call.action), isPassword, replace)
  ]
  return { ...target, ...withoutSecrets({ payload, settings, ...(mapping && { mapping }) }, replacements) }
}

/** In a mapping only a password is a secret: a field that is called a code or a key is data. */
export function isPassword(_key: string, field: Field | undefined): boolean {
  return field?.type === 'password'
}

export function settingFields({ manifest }: Destination): Record<string, Field> {
  return manifest.authentication?.fields ?? {}
}

/** The fields of an action; none for what is no single action. */
export function actionFields({ manifest }: Destination, action: string): Record<string, Field> {
  return Object.hasOwn(manifest.actions, action) ? manifest.actions[action].fields : {}
}
