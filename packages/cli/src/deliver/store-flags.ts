import { Flags } from '@oclif/core'
import { findStore } from './config-file'
import { accessStore } from './store-access'
import type { StoreAccess } from './store-access'

/** The options of all commands that look at a store. */
export const storeFlags = {
  config: Flags.string({ description: 'the config of deliver. Default: delivery.yaml, if it is there' }),
  store: Flags.string({
    description: 'the file of the store. Default: the one of the config, or .delivery/delivery.db',
    exclusive: ['config']
  }),
  json: Flags.boolean({ description: 'print the result as JSON' })
}

/**
 * Does something with the store that the options name.
 * @throws BadInputError if there is none, or it can't be used
 */
export async function withStore<Result>(
  flags: { config?: string; store?: string },
  work: (access: StoreAccess) => Promise<Result>
): Promise<Result> {
  const access = await accessStore(findStore(flags))
  try {
    return await work(access)
  } finally {
    await access.close()
  }
}
