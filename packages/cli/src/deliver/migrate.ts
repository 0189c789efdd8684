import { openExistingStore } from '@partner-destinations/delivery'
import { findStore } from './config-file'
import { throwInWords } from './in-words'

/**
 * Brings the stores of the config to the format of this version, and makes those that are not there. Every process that
 * opens a store does the same. With this, you can do it before the first one starts.
 * @param options.config as `findStore` takes it
 * @param log prints a text
 * @throws BadInputError if the config can't be read, or the store can't be used
 */
export async function migrateStore(options: { config?: string }, log: (text: string) => void): Promise<void> {
  const { store: location, destinations } = findStore(options)
  const store = await openExistingStore(location, destinations).catch(throwInWords)
  await store.close()
  log('The store has the format of this version.')
}
