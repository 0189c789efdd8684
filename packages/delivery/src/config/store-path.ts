import path from 'node:path'
import { isServerUrl } from '../store/location'

/** Where the store of a config is: a relative path is relative to the folder of the config's file. */
export function storePath(store: string, directory: string): string {
  return store === ':memory:' || isServerUrl(store) ? store : path.resolve(directory, store)
}
