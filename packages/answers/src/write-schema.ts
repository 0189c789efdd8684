import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { answersJsonSchema } from './json-schema'

/** `npm run schemas` */
writeFileSync(path.join(__dirname, '../answers.schema.json'), answersJsonSchema())
