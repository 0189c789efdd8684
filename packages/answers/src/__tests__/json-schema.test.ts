import { readFileSync } from 'node:fs'
import path from 'node:path'
import { answersJsonSchema } from '../json-schema'

it('is what editors read; npm run schemas writes it', () => {
  expect(readFileSync(path.join(__dirname, '../../answers.schema.json'), 'utf8')).toBe(answersJsonSchema())
})
