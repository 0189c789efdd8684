import fs from 'node:fs'
import path from 'node:path'
import { defaultConfig, isServerUrl, readConfig, readConfigOutline } from '@partner-destinations/delivery'
import type { Catalog, DeliveryConfig, KnownDestination } from '@partner-destinations/delivery'
import { catalogOf } from '@partner-destinations/server/delivery'
import { BadInputError, readTextFile } from '@partner-destinations/server/json-input'
import { cloudDirectory, shortPath } from '../places'
import { inWords } from './in-words'

/** The config that is used if it is in the working directory, and none is named. */
export const defaultFile = 'delivery.yaml'

/** A file, and what was in it when it was read. */
export interface ReadFile {
  /** Its whole path. */
  file: string
  text: string
}

/** A config, and the file that it is from; none for the default one. */
export interface LoadedConfig {
  config: DeliveryConfig
  readFrom?: ReadFile
}

/**
 * The config to deliver with: of the named file, or of `delivery.yaml` in the working directory. Without either, it is
 * the one for trying the sandbox.
 * @throws BadInputError with every mistake in the file; if it can't be read; for `live` without a file
 */
export function loadConfig(named: string | undefined, catalog: Catalog, live: boolean): LoadedConfig {
  const file = configFile(named)
  if (file !== undefined) {
    // Read before the config is, so that whatever is saved in between differs from it.
    const text = readTextFile(file)
    return { config: readConfigFile(file, catalog), readFrom: { file, text } }
  }
  if (live) {
    throw new BadInputError(
      `--live needs a config, with your settings of the destinations. Write ${defaultFile}, or name another file with --config.`
    )
  }
  return { config: inWords(() => defaultConfig(catalog)) }
}

/**
 * @param file its whole path
 * @param env where the variables in it come from
 * @throws BadInputError with every mistake in it, or if it can't be read
 */
export function readConfigFile(file: string, catalog: Catalog, env = process.env): DeliveryConfig {
  const text = readTextFile(file)
  return inWords(() => readConfig(text, shortPath(file), { catalog, env }))
}

/** Where a store is, and what is known of its config. */
export interface StoreOutline {
  store: string
  /** None if no config was read. */
  destinations: (KnownDestination & { store?: string })[]
  /**
   * The whole config, which needs the variables for secrets.
   * @throws BadInputError with every mistake in it, or if it isn't known which one it is
   */
  config: () => DeliveryConfig
}

/**
 * The store that a command is about: the named one, or the one of a config.
 * @param options.store a file, or the URL of a server
 * @param options.config a config; default: `delivery.yaml` in the working directory, if it is there
 * @throws BadInputError if the config can't be read
 */
export function findStore(options: { store?: string; config?: string }): StoreOutline {
  if (options.store !== undefined) {
    return { store: located(options.store), destinations: [], config: noConfig }
  }
  const file = configFile(options.config)
  const config = () => loadConfig(options.config, catalogOf(cloudDirectory()), false).config
  if (file === undefined) return { store: path.resolve('.delivery/delivery.db'), destinations: [], config }
  const text = readTextFile(file)
  return { ...inWords(() => readConfigOutline(text, shortPath(file), process.env)), config }
}

function located(store: string): string {
  return isServerUrl(store) ? store : path.resolve(store)
}

function noConfig(): never {
  throw new BadInputError(
    'This needs the config of deliver. Name it with --config in the place of --store, or start deliver.'
  )
}

function configFile(named: string | undefined): string | undefined {
  if (named !== undefined) return path.resolve(named)
  return fs.existsSync(defaultFile) ? path.resolve(defaultFile) : undefined
}
