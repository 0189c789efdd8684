import { z } from 'zod'
import { configSchema } from './schema'

/** The JSON schema of a config file, for editors. `npm run schemas` writes it to `delivery.schema.json`. */
export function configJsonSchema(): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input' })
  return JSON.stringify({ title: 'How to deliver events to destinations', ...schema }, null, 2) + '\n'
}
