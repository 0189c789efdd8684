import path from 'node:path'
import { CheckedFile } from '@partner-destinations/checked-file'
import type { Path } from '@partner-destinations/checked-file'
import { z } from 'zod'
import type { KnownDestination } from '../failures/failures'
import { configSchema } from './schema'
import { storePath } from './store-path'
import { Variables } from './variables'
import type { Environment } from './variables'

/** What a command needs to know of a config to look at its store. */
export interface ConfigOutline {
  store: string
  destinations: (KnownDestination & { store?: string })[]
}

/** Mistakes in it are of no concern here. */
const outlinedDestination = z
  .object({
    store: configSchema.shape.store.unwrap().optional().catch(undefined),
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
  const variables = new Variables(env)
  const located = (location: string, place: Path) => {
    const filled = variables.fillIn(location, (inner, message) => checked.mistake(inner, message), place)
    return storePath(filled as string, path.dirname(file))
  }
  const outlined = {
    store: located(store, ['store']),
    destinations: Object.entries(destinations).map(([name, of]) => ({
      name,
      ...(of.store !== undefined && { store: located(of.store, ['destinations', name, 'store']) }),
      order: of.order,
      subscriptions: of.subscriptions.map((one) => ({ name: one.name, partnerAction: one.action }))
    }))
  }
  checked.refuseMistakes()
  return outlined
}
