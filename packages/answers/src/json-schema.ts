import { z } from 'zod'
import { answersFileSchema } from './answers-file'

/** The JSON schema of an answers file, for editors. `npm run schemas` writes it to `answers.schema.json`. */
export function answersJsonSchema(): string {
  const schema = z.toJSONSchema(answersFileSchema, { io: 'input' })
  return JSON.stringify({ title: 'Canned answers of a vendor', ...schema }, null, 2) + '\n'
}
