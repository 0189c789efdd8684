import type { JSONObject } from '@segment/actions-core'
import type { Definition } from '@partner-destinations/runner'
import { BadInputError, readJsonObject, readTextFile } from '@partner-destinations/server/json-input'
import { demoSettingsOf } from '@partner-destinations/vendors'

/**
 * The settings to send events with. They come from the JSON file, if there is one. Otherwise they are those of the
 * sandbox or, for the real vendor, those in environment variables.
 * @throws BadInputError if the file can't be read or isn't a JSON object; if there are no settings for the vendor
 */
export function settingsFor(
  folder: string,
  definition: Definition,
  { settings: file, live }: { settings?: string; live: boolean }
): JSONObject {
  if (file !== undefined) return readJsonObject(file, readTextFile(file))
  if (!live) return demoSettingsOf(folder)
  const settings = settingsFromEnvironment(folder, definition)
  if (Object.keys(settings).length > 0) return settings
  const variables = settingKeys(definition).map((key) => environmentVariable(folder, key))
  throw new BadInputError(`--live needs the settings. Use a file with --settings, or set ${variables.join(' and ')}.`)
}

/** The environment variable that holds a setting: `ACME_API_KEY` for the `apiKey` of acme. */
export function environmentVariable(folder: string, setting: string): string {
  const words = `${folder}_${setting}`.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
  return words.replace(/\W+/g, '_').toUpperCase()
}

/** The settings of a destination in the environment variables. An empty variable counts as missing. */
function settingsFromEnvironment(folder: string, definition: Definition): JSONObject {
  const settings: JSONObject = {}
  for (const key of settingKeys(definition)) {
    const value = process.env[environmentVariable(folder, key)]
    if (value) settings[key] = value
  }
  return settings
}

function settingKeys(definition: Definition): string[] {
  return Object.keys(definition.authentication?.fields ?? {})
}
