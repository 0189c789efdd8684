import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { configJsonSchema } from './json-schema'

/** `npm run schemas` */
writeFileSync(path.join(__dirname, '../../delivery.schema.json'), configJsonSchema())
