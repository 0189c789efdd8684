import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'load-failure-'))
const project = path.join(__dirname, '../../../..')
afterAll(() => fs.rmSync(directory, { recursive: true }))

/** What each destination does wrong, by file; and what is to be said of it. */
const broken: Record<string, { files: Record<string, string>; failure: object }> = {
  'a brace that is missing': {
    files: { 'index.ts': 'export default {\n  name: "A",\n  actions: {\n' },
    failure: { file: 'index.ts', line: 4, column: 1, error: 'Expected identifier but found end of file' }
  },
  'a syntax error in a file that it imports': {
    files: {
      'index.ts': 'import a from "./deep/a"\nexport default a',
      'deep/a.ts': 'const x = 1\nconst y = = 2\n'
    },
    failure: { file: 'deep/a.ts', line: 2, column: 11, error: 'Unexpected "="' }
  },
  'an import of a file that is not there': {
    files: {
      'index.ts': 'const one = 1\nimport { two } from "./two"\nexport default { one, two }\n'
    },
    failure: { file: 'index.ts', line: 2, column: expect.any(Number), error: "Cannot find module './two'" }
  },
  'an import of a package that is not there, further down': {
    files: {
      'index.ts': 'import a from "./a"\nexport default a',
      'a.ts': 'import b from "./b"\nexport default b',
      'b.ts': '\n\nimport c from "no-such-package"\nexport default c'
    },
    failure: { file: 'b.ts', line: 3, column: expect.any(Number), error: "Cannot find module 'no-such-package'" }
  },
  'an exception in a function that types precede': {
    files: {
      'index.ts': 'import { f } from "./f"\nexport default f()',
      'f.ts': 'interface A {\n  b: string\n}\n\nexport function f(): A {\n  throw new TypeError("no b")\n}\n'
    },
    failure: { file: 'f.ts', line: 6, column: 9, error: 'no b' }
  },
  'an exception that is no error': {
    files: { 'index.ts': 'throw null' },
    failure: { file: 'index.ts', error: 'null was thrown.' }
  },
  'JSON that is none': {
    files: { 'index.ts': 'import a from "./a.json"\nexport default a', 'a.json': '{"a": }' },
    failure: { file: 'a.json', error: expect.stringMatching(/^Unexpected token/) }
  },
  'an error that names files': {
    files: {
      'index.ts': `throw new Error([__filename, ${JSON.stringify(__filename)}, '/rest/v1/learn'].join(' and '))`
    },
    failure: {
      file: 'index.ts',
      line: 1,
      column: 7,
      error:
        'an error that names files/index.ts and packages/server/src/__tests__/load-failure.test.ts and /rest/v1/learn'
    }
  },
  'no definition': {
    files: { 'index.ts': 'export default 7' },
    failure: {
      file: 'index.ts',
      error:
        'It exports no definition of a destination. Export an object with "name" and "actions" as default, or as "destination" in device mode.'
    }
  }
}

/** Loads the destinations in a process of their own: only there they are loaded as by the commands. */
function load(code: string): unknown {
  const source = path.join(project, 'packages/server/src')
  const script = `const { listDestinations, loadDestination } = require(${JSON.stringify(`${source}/destinations.ts`)})
    const { loadEntry } = require(${JSON.stringify(`${source}/catalogue.ts`)})
    const directory = ${JSON.stringify(directory)}
    process.stdout.write(JSON.stringify(${code}))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--require', require.resolve('tsx/cjs'), '--eval', script], {
    encoding: 'utf8'
  })
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

describe('a destination that does not load', () => {
  let failures: Record<string, object>

  beforeAll(() => {
    for (const [folder, { files }] of Object.entries(broken)) {
      for (const [file, content] of Object.entries(files)) {
        const full = path.join(directory, folder, file)
        fs.mkdirSync(path.dirname(full), { recursive: true })
        fs.writeFileSync(full, content)
      }
    }
    const code = 'listDestinations(directory).map(({ folder }) => loadEntry(directory, folder).entry)'
    const all = load(code) as { folder: string }[]
    failures = Object.fromEntries(all.map(({ folder, ...failure }) => [folder, failure]))
  })

  it.each(Object.entries(broken))('because of %s says where and why', (folder, { failure }) => {
    const { file, ...rest } = failure as { file: string }
    expect(failures[folder]).toEqual({ ...rest, file: `${folder}/${file}` })
  })

  it('names no path of the machine', () => {
    expect(JSON.stringify(failures)).not.toContain(os.tmpdir())
    expect(JSON.stringify(failures)).not.toContain(project)
  })

  it('says the same in one line when it alone is loaded', () => {
    const code = `(() => { try { loadDestination(directory, 'a brace that is missing') } catch (error) { return error.message } })()`
    expect(load(code)).toBe(
      'The destination a brace that is missing does not load: ' +
        'a brace that is missing/index.ts:4:1: Expected identifier but found end of file'
    )
  })
})
