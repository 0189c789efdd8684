import path from 'node:path'
import { CheckedFile } from '@partner-destinations/checked-file'
import { z } from 'zod'
import type { KnownDestination } from '../failures/failures'
import { configSchema } from './schema'
import { storePath } from './store-path'
import { Variables } from './variables'
import type { Environment } from './variables'

/** What a command needs to know of a config to look at its store. */
export interface ConfigOutline {
  store: string
  destinations: KnownDestination[]
}

/** Mistakes in it are of no concern here. */
const outlinedDestination = z
  .object({
    order: z.enum(['user', 'none']).catch('user'),
    subscriptions: z.array(z.object({ name: z.string(), action: z.string() })).catch([])
  })
  .catch({ order: 'user', subscriptions: [] })

const outlineSchema = z.looseObject({
  store: configSchema.shape.store,
  destinations: z.record(z.string(), outlinedDestination).default({})
})

/**
 * Reads of a `delivery.yaml` only where the store is, and what needs no definition and no secret of the destinations. So
 * a command that looks at the store needs no variables for secrets.
 * @param file its path
 * @throws CheckedFileError
 */
export function readConfigOutline(text: string, file: string, env: Environment): ConfigOutline {
  const checked = CheckedFile.parse(text, file)
  const outline = checked.check(outlineSchema)
  checked.refuseMistakes()
  const { store, destinations } = outline as z.output<typeof outlineSchema>
  const filled = new Variables(env).fillIn(store, (place, message) => checked.mistake(['store', ...place], message))
  checked.refuseMistakes()
  return {
    store: storePath(filled as string, path.dirname(file)),
    destinations: Object.entries(destinations).map(([name, { order, subscriptions }]) => ({
      name,
      order,
      subscriptions: subscriptions.map((one) => ({ name: one.name, partnerAction: one.action }))
    }))
  }
}
