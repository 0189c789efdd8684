import path from 'node:path'
import { cloudPresets } from '@partner-destinations/functions'
import type { FunctionParts } from '@partner-destinations/functions'
import type { Definition } from '@partner-destinations/runner'
import { noSuch } from '@partner-destinations/runner/did-you-mean'
import { BadInputError, readTextFile } from '@partner-destinations/server/json-input'
import { loadDestination } from '@partner-destinations/server/destinations'
import { sourcesOf } from '@partner-destinations/server/one-framework'
import { catalogOf } from '@partner-destinations/server/delivery'
import { readConfigFile } from '../deliver/config-file'
import { cloudDirectory, shortPath } from '../places'

interface Parts extends Omit<FunctionParts, 'withBatch' | 'command'> {
  /** The names of the presets that are left out. */
  deviceOnly: string[]
}

/**
 * What to make a function of: the presets of a destination, or the subscriptions of a config.
 * @param name of the destination's folder; with a config, of a destination in the config
 * @param config the path of a `delivery.yaml`
 * @throws BadInputError if there is no such destination, or the config has mistakes
 */
export function exportedParts(name: string, config: string | undefined): Parts {
  if (config !== undefined) return partsOfConfig(name, path.resolve(config))
  const definition = loadDestination(cloudDirectory(), name)
  return { ...codeOf(name, definition), ...cloudPresets(definition), subscriptionsAre: 'its automatic presets' }
}

function partsOfConfig(name: string, file: string): Parts {
  const { destinations } = readConfigFile(file, catalogOf(cloudDirectory()), withoutValues(file))
  const found = destinations.find((one) => one.name === name)
  if (!found) throw new BadInputError(noSuch('destination', name, destinations.map((one) => one.name).sort()))
  const { destination, definition, subscriptions } = found
  const subscriptionsAre = `the subscriptions of "${name}" in ${shortPath(file)}`
  return { ...codeOf(destination, definition), subscriptions, subscriptionsAre, deviceOnly: [] }
}

/** The code of a destination, and of the framework that it uses. */
function codeOf(folder: string, definition: Definition) {
  const directory = cloudDirectory()
  const packages = Object.fromEntries(sourcesOf(directory))
  return { definition, source: path.join(directory, folder, 'index.ts'), packages }
}

/** The environment, with any value for the variables that a config has and nobody has set: a function has no settings. */
function withoutValues(file: string): NodeJS.ProcessEnv {
  const names = [...readTextFile(file).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name)
  return { ...Object.fromEntries(names.map((name) => [name, '0'])), ...process.env }
}
