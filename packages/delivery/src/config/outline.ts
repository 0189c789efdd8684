import path from 'node:path'
import { CheckedFile } from '@partner-destinations/checked-file'
import { z } from 'zod'
import { configSchema } from './schema'
import { storePath } from './store-path'
import { Variables } from './variables'
import type { Environment } from './variables'

/** What a command needs to know of a config to look at its store. */
export interface ConfigOutline {
  store: string
  /** The names of the destinations. */
  destinations: string[]
}

const outlineSchema = z.looseObject({
  store: configSchema.shape.store,
  destinations: z.record(z.string(), z.unknown()).default({})
})

/**
 * Reads of a `delivery.yaml` only where the store is, and what the destinations are called. So a command that looks at
 * the store needs no variables for secrets.
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
  return { store: storePath(filled as string, path.dirname(file)), destinations: Object.keys(destinations) }
}
