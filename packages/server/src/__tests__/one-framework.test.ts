import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A folder tree outside of this project. */
let root: string

beforeEach(() => (root = fs.realpathSync(fs.mkdtempSync(path.join(tmpdir(), 'clone-')))))
afterEach(() => fs.rmSync(root, { recursive: true }))

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    fs.writeFileSync(path.join(root, name), text)
  }
}

/** What a process has that uses the framework of the destination's folder: its own copy's name, and the destination's. */
function copiesOf(directory: string): { ours: string; destinations: string } {
  const script = `
    const { useFrameworkOf } = require(${JSON.stringify(path.join(__dirname, '../one-framework'))})
    useFrameworkOf(${JSON.stringify(path.join(root, directory))})
    const ours = require('@segment/actions-core').copy
    const destinations = require(${JSON.stringify(path.join(root, directory, 'acme'))}).copy
    console.log(JSON.stringify({ ours, destinations }))`
  const output = execFileSync(process.execPath, ['--require', require.resolve('tsx/cjs'), '--eval', script], {
    cwd: __dirname,
    encoding: 'utf8'
  })
  return JSON.parse(output) as ReturnType<typeof copiesOf>
}

const destination = "export { copy } from '@segment/actions-core'"

it("uses the sources of a clone of Segment's repository", () => {
  const directory = 'packages/destination-actions/src/destinations'
  write({
    'packages/core/package.json': '{"name": "@segment/actions-core"}',
    'packages/core/src/index.ts': "export const copy = 'of the clone'",
    [`${directory}/acme/index.ts`]: destination
  })

  expect(copiesOf(directory)).toEqual({ ours: 'of the clone', destinations: 'of the clone' })
})

it('uses the sources of the clone for its other packages too, which need no built files', () => {
  const directory = 'packages/destination-actions/src/destinations'
  write({
    'packages/core/package.json': '{"name": "@segment/actions-core"}',
    'packages/core/src/index.ts': "export const copy = 'of the clone'",
    'packages/runtime/package.json': '{"name": "@segment/runtime", "exports": {"./shim": "./dist/shim.js"}}',
    'packages/runtime/src/shim.ts': "export { copy } from '@segment/web-acme/name'",
    'packages/browser-destinations/destinations/acme/package.json': '{"name": "@segment/web-acme"}',
    'packages/browser-destinations/destinations/acme/src/name.ts': "export const copy = 'in device mode'",
    [`${directory}/acme/index.ts`]: "export { copy } from '@segment/runtime/shim'"
  })

  expect(copiesOf(directory)).toEqual({ ours: 'of the clone', destinations: 'in device mode' })
})

it('uses what is installed for the destinations, where there are no sources', () => {
  write({
    'node_modules/@segment/actions-core/package.json': '{"main": "index.js"}',
    'node_modules/@segment/actions-core/index.js': "exports.copy = 'installed there'",
    'destinations/acme/index.ts': destination
  })

  expect(copiesOf('destinations')).toEqual({ ours: 'installed there', destinations: 'installed there' })
})

it('leaves the process its own copy, where the destinations have none', () => {
  write({ 'destinations/acme/index.ts': 'export const copy = 1' })

  expect(copiesOf('destinations')).toEqual({ destinations: 1 })
})
