import type { JSONObject } from '@segment/actions-core'
import type { Definition } from '@partner-destinations/runner'
import { readJsonObject, readTextFile } from '@partner-destinations/server/json-input'

/**
 * Settings from a JSON file.
 * @throws BadInputError when it cannot be read, or holds no JSON object
 */
export function settingsFromFile(file: string): JSONObject {
  return readJsonObject(file, readTextFile(file))
}

/** The environment variable that holds a setting: `REFERSION_API_KEY` for the `apiKey` of refersion. */
export function environmentVariable(folder: string, setting: string): string {
  const words = `${folder}_${setting}`.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
  return words.replace(/\W+/g, '_').toUpperCase()
}

/** The settings of a destination that the environment variables give; an empty variable gives none. */
export function settingsFromEnvironment(folder: string, definition: Definition): JSONObject {
  const keys = Object.keys(definition.authentication?.fields ?? {})
  const settings: JSONObject = {}
  for (const key of keys) {
    const value = process.env[environmentVariable(folder, key)]
    if (value) settings[key] = value
  }
  return settings
}
