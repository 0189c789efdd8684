import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { withoutMachinePaths } from '../machine-paths'

const clone = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'clone-')))
const core = path.join(clone, 'packages/core')
const destinations = path.join(clone, 'packages/destination-actions/src/destinations')

beforeAll(() => {
  fs.mkdirSync(core, { recursive: true })
  fs.writeFileSync(path.join(core, 'package.json'), '{"name": "@segment/actions-core"}')
})
afterAll(() => fs.rmSync(clone, { recursive: true }))

it.each([
  ['a file of the destinations', path.join(destinations, 'acme/index.ts'), 'acme/index.ts'],
  ['another file of their clone', path.join(core, 'src/action.ts'), 'packages/core/src/action.ts'],
  ['a file of this project', path.join(__dirname, 'x.ts'), 'packages/server/src/__tests__/x.ts'],
  ['any other file', '/usr/lib/x.js', '/usr/lib/x.js']
])('names %s without what it is in', (_what, file, shown) => {
  expect(withoutMachinePaths(`at act (${file}:1:2)`, destinations)).toBe(`at act (${shown}:1:2)`)
})
