import { readFileSync } from 'node:fs'
import path from 'node:path'
import { configJsonSchema } from '../json-schema'

it('is what editors read; npm run schemas writes it', () => {
  expect(readFileSync(path.join(__dirname, '../../../delivery.schema.json'), 'utf8')).toBe(configJsonSchema())
})
