import { integrationNames, secretSettings } from '@partner-destinations/runner'
import type { Definition } from '@partner-destinations/runner'
import { tryToLoad } from './destinations'
import { describeLoadFailure, formatLoadFailure } from './load-failure'
import type { ActionEntry, BrokenEntry, DestinationEntry, Manifest } from './wire'

/** What there is to know of a destination; written by the process that has it loaded. */
export interface CatalogueEntry extends DestinationEntry {
  manifest: Manifest
}

export function isBroken(entry: CatalogueEntry | BrokenEntry): entry is BrokenEntry {
  return 'error' in entry
}

/** A line for the terminal and for errors: which destination does not load, where and why. */
export function formatBroken(entry: BrokenEntry): string {
  return `${entry.folder} does not load: ${formatLoadFailure(entry)}`
}

/**
 * Loads a destination and describes it.
 * @param directory the folder that holds the destinations
 */
export function loadEntry(
  directory: string,
  folder: string
): { entry: CatalogueEntry; definition: Definition } | { entry: BrokenEntry } {
  const loaded = tryToLoad<Definition>({ directory, folder })
  if ('error' in loaded) return { entry: { folder, ...loaded } }
  const { definition } = loaded
  try {
    return { entry: describe(folder, definition), definition }
  } catch (error) {
    // Such as a definition that refers to itself, and so cannot be JSON.
    return { entry: { folder, ...describeLoadFailure(error, directory, `${folder}/index.ts`) } }
  }
}

function describe(folder: string, definition: Definition): CatalogueEntry {
  const actions = Object.entries(definition.actions).map(([key, action]) => {
    const { title, description, performBatch, dynamicFields = {}, hooks = {} } = action
    const entry: ActionEntry = {
      title,
      description,
      hasBatch: performBatch !== undefined,
      dynamicFields: Object.keys(dynamicFields),
      hooks: Object.fromEntries(
        Object.entries(hooks).map(([hook, { inputFields }]) => [hook, dynamicKeys(inputFields)])
      )
    }
    return [key, entry] as const
  })
  const { audienceConfig = {} } = definition as { audienceConfig?: object }
  return {
    folder,
    name: definition.name,
    slug: definition.slug,
    description: definition.description,
    integrations: integrationNames(definition.name),
    actions: Object.fromEntries(actions),
    hasDelete: definition.onDelete !== undefined,
    hasAuthenticationTest: definition.authentication?.testAuthentication !== undefined,
    audienceCalls: (['createAudience', 'getAudience'] as const).filter((call) => call in audienceConfig),
    secretSettings: secretSettings(definition),
    manifest: JSON.parse(JSON.stringify({ ...definition, directoryName: folder })) as Manifest
  }
}

function dynamicKeys(fields: Record<string, { dynamic?: unknown }> = {}): string[] {
  return Object.keys(fields).filter((key) => typeof fields[key].dynamic === 'function')
}
