import path from 'node:path'
import { CheckedFile } from '@partner-destinations/checked-file'
import type { Definition } from '@partner-destinations/runner'
import { didYouMean } from '@partner-destinations/runner/did-you-mean'
import type { JSONObject } from '@segment/actions-core'
import type { Catalog } from '../catalog'
import { checkDestination } from './check-destination'
import type { DeliveryConfig, DestinationConfig } from './config'
import { ConfigPart } from './config-part'
import { configSchema } from './schema'
import type { ConfigEntry, DestinationEntry } from './schema'
import { storePath } from './store-path'
import { namedPresets, wholeSubscription } from './subscriptions'
import { Variables } from './variables'
import type { Environment, Note } from './variables'

const unreachable =
  'Nothing can reach this source. Give it a writeKey for the Tracking API, or a webhookSecret for webhooks.'

/** What a config is checked against. */
export interface Surroundings {
  catalog: Catalog
  /** Where `${VARIABLES}` come from. */
  env: Environment
}

/**
 * Reads a `delivery.yaml`, which may be JSON too. A relative `store` is relative to its folder.
 * @param text what the file holds
 * @param file its path
 * @throws CheckedFileError with every mistake, by line; it shows no settings, secrets or values of variables
 */
export function readConfig(text: string, file: string, { catalog, env }: Surroundings): DeliveryConfig {
  const checked = CheckedFile.parse(text, file, { didYouMean })
  const variables = new Variables(env)
  const value = variables.fillIn(checked.value, (place, message) => checked.mistake(place, message))
  const entry = checked.check(configSchema, value)
  const note: Note = (place, message) => {
    if (!variables.failedAt(place)) checked.mistake(place, variables.hide(place, message))
  }
  const whole = new ConfigPart(value, note)
  checkSources(whole.at('sources'))
  const sources = Object.keys(whole.at('sources').object() ?? {})
  const definitions = new Map(
    whole
      .at('destinations')
      .entries()
      .map(([name, part]) => [name, checkDestination(name, part, catalog, sources)])
  )
  checked.refuseMistakes()
  return wholeConfig(entry as ConfigEntry, definitions as Map<string, Definition>, path.dirname(file), catalog)
}

/** Notes what is wrong with the sources, apart from what the schema has found: a write key tells them apart. */
function checkSources(sources: ConfigPart): void {
  const owners = new Map<string, string>()
  for (const [name, source] of sources.entries()) {
    if (source.object() && source.entries().length === 0) source.mistake(unreachable)
    const writeKey = source.at('writeKey')
    const key = writeKey.text()
    if (key === undefined) continue
    const owner = owners.get(key)
    if (owner === undefined) owners.set(key, name)
    else writeKey.mistake(`The source "${owner}" has the same write key. Give each source one of its own.`)
  }
}

function wholeConfig(
  { store, sources, destinations, retention, maxBacklog }: ConfigEntry,
  definitions: Map<string, Definition>,
  directory: string,
  catalog: Catalog
): DeliveryConfig {
  const names = Object.keys(sources)
  return {
    store: storePath(store, directory),
    sources: Object.entries(sources).map(([name, source]) => ({ name, ...source })),
    destinations: Object.entries(destinations).map(([name, entry]) =>
      wholeDestination(
        name,
        { ...entry, sources: entry.sources ?? names },
        definitions.get(name) as Definition,
        catalog,
        directory
      )
    ),
    retention: { deliveredMs: retention.delivered, failedMs: retention.failed },
    maxBacklog
  }
}

function wholeDestination(
  name: string,
  entry: DestinationEntry & { sources: string[] },
  definition: Definition,
  catalog: Catalog,
  directory: string
): DestinationConfig {
  const { destination = name, store, settings, sources, subscriptions, order, rateLimit, concurrency } = entry
  return {
    name,
    destination,
    definition,
    settings: settings as JSONObject,
    ...(store !== undefined && { store: storePath(store, directory) }),
    sources,
    subscriptions:
      subscriptions?.map((subscription) => wholeSubscription(definition, subscription)) ?? namedPresets(definition),
    order,
    rateLimit: rateLimit ?? catalog.rateLimit(destination),
    concurrency,
    retryWindowMs: entry.retryWindow,
    maxLaneBlockMs: entry.maxLaneBlock
  }
}
