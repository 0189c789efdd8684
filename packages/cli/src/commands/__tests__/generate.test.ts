import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { useCommands } from './commands'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'generate-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

const runCommand = useCommands()

/** Writes files of a destination into a folder that is laid out like upstream, and returns their common folder. */
function destination(layout: string, files: Record<string, string>): string {
  const full = path.join(folder, 'packages', layout)
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(full, name)), { recursive: true })
    fs.writeFileSync(path.join(full, name), text)
  }
  return full
}

/** Every file below a folder, by its path in it. */
function read(full: string): Record<string, string> {
  const names = fs.readdirSync(full, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|json)$/.test(name))
  return Object.fromEntries(names.sort().map((name) => [name, fs.readFileSync(path.join(full, name), 'utf8')]))
}

const send = `{ title: 'Send', description: 'Sends.', fields: { id: { label: 'ID', description: 'Its id.', type: 'string' } }, perform: () => undefined }`
const banner = '// Generated file. DO NOT MODIFY IT BY HAND.\n\n'

describe('generate types and generate metadata-payload', () => {
  // With a colon, they are as upstream writes them.
  it.each(['generate types', 'generate metadata-payload', 'generate:types', 'generate:metadata-payload'])(
    '%s finds nothing to change here',
    async (command) => {
      const { stdout, code } = await runCommand([...command.split(' '), '--check'])
      expect(stdout).toMatch(/^\d+ files up to date\.\n$/)
      expect(code).toBe(0)
    }
  )

  it('write the files of a cloud-mode destination, those of an action without a folder beside its definition', async () => {
    const acme = destination('destination-actions/src/destinations/acme', {
      'index.ts': `export default { name: 'Acme (Actions)', slug: 'actions-acme', mode: 'cloud', actions: { send: ${send}, drop: ${send} } }`,
      'send/index.ts': ''
    })
    const before = read(acme)
    const typed = await runCommand(['generate', 'types', '--path', path.join(acme, 'index.ts')])
    const payload = await runCommand(['generate', 'metadata-payload', '--path', acme])
    const after = read(acme)

    expect(typed.stdout).toMatch(/^Wrote .*acme\/generated-types\.ts\n(Wrote .*\n){2}3 files, 3 written\.\n$/)
    expect(payload.stdout).toMatch(/^Wrote .*acme\/metadata\.json\n1 file, 1 written\.\n$/)
    const types = `${banner}export interface Payload {\n  /**\n   * Its id.\n   */\n  id?: string\n}\n`
    expect(after).toEqual({
      ...before,
      'generated-types.ts': `${banner}export interface Settings {}\n`,
      'send/generated-types.ts': types,
      'drop.types.ts': types,
      'metadata.json': expect.stringMatching(/^\{\n {2}"slug": "actions-acme",[^]*\n\}\n$/)
    })
  })

  it('write the metadata of a device-mode destination beside its src, the types in it', async () => {
    const acme = destination('browser-destinations/destinations/acme-web', {
      'src/index.ts': `export const destination = { name: 'Acme Web', mode: 'device', actions: { send: ${send} } }
export default () => destination`,
      'src/send/index.ts': ''
    })
    const args = ['--path', path.join(folder, 'packages/*/destinations/*/src/index.ts')]
    await runCommand(['generate', 'types', ...args])
    await runCommand(['generate', 'metadata-payload', ...args])
    expect(Object.keys(read(acme))).toEqual([
      'metadata.json',
      'src/generated-types.ts',
      'src/index.ts',
      'src/send/generated-types.ts',
      'src/send/index.ts'
    ])
  })

  it('show with --check what they would change, and write nothing', async () => {
    const stale = destination('destination-actions/src/destinations/stale', {
      'index.ts': `export default { name: 'Stale (Actions)', mode: 'cloud', actions: {} }`,
      'generated-types.ts': `${banner}export interface Settings {\n  old: string\n}\n`
    })
    const before = read(stale)
    const types = await runCommand(['generate', 'types', '--check', '--path', stale])
    const payload = await runCommand(['generate', 'metadata-payload', '--check', '--path', stale])

    expect(types.code).toBe(1)
    expect(types.stdout).toMatch(/^--- a\/.*stale\/generated-types\.ts\n\+\+\+ b\/.*stale\/generated-types\.ts\n@@ /)
    expect(types.stdout).toContain(
      '\n-export interface Settings {\n-  old: string\n-}\n+export interface Settings {}\n'
    )
    expect(types.stdout).toMatch(/\n1 of 1 file out of date\.\n$/)
    expect(payload.code).toBe(1)
    expect(payload.stdout).toMatch(/^--- \/dev\/null\n\+\+\+ b\/.*stale\/metadata\.json\n/)
    expect(read(stale)).toEqual(before)
  })

  it('leave a file as it is when only the ends of its lines differ, as in a checkout with CRLF', async () => {
    const crlf = destination('destination-actions/src/destinations/crlf', {
      'index.ts': `export default { name: 'Crlf (Actions)', mode: 'cloud', actions: {} }`,
      'generated-types.ts': `${banner}export interface Settings {}\n`.replace(/\n/g, '\r\n')
    })
    const before = read(crlf)
    const types = await runCommand(['generate', 'types', '--path', crlf])
    expect(types).toMatchObject({ stdout: '1 file, 0 written.\n', code: 0 })
    expect(read(crlf)).toEqual(before)
  })

  it('take the destinations of a slug or a mode only', async () => {
    const slug = await runCommand([
      'generate',
      'metadata-payload',
      '--check',
      '--slug',
      'actions-wigzo',
      'actions-refersion'
    ])
    const both = await runCommand([
      'generate',
      'metadata-payload',
      '--check',
      '--slug',
      'actions-wigzo',
      '--mode',
      'device'
    ])
    expect(slug.stdout).toBe('2 files up to date.\n')
    expect(both.stdout).toBe('0 files up to date.\n')
  })

  it.each([
    [['generate', 'types', '--path', 'no/such'], 'No destination contains no/such.'],
    [['generate', 'types', 'wigso'], 'Did you mean "wigzo"?'],
    [['generate', 'metadata-payload', 'wigso'], 'Did you mean "wigzo"?'],
    [
      ['generate', 'metadata-payload', '--slug', 'actions-shopify'],
      'No destination has the slug actions-shopify; there are: actions-'
    ],
    [['generate', 'metadata-payload', '--mode', 'warehouse'], '--mode must be one of: cloud, device.'],
    [
      [
        'generate',
        'types',
        '--path',
        () => destination('x/src/destinations/none', { 'index.ts': 'export default {}' })
      ],
      'The destination none does not load: none/index.ts: It exports no definition of a destination.'
    ],
    [
      [
        'generate',
        'types',
        '--path',
        () => destination('x/src/destinations/broken', { 'index.ts': `throw new Error('no key')` })
      ],
      'The destination broken does not load: broken/index.ts:1:7: no key'
    ]
  ])('refuse %j in one line', async (args, message) => {
    const { stdout, stderr, code } = await runCommand(args.map((arg) => (typeof arg === 'string' ? arg : arg())))
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('\n    at ')
    expect(stdout).toBe('')
    expect(code).toBeGreaterThan(0)
  })
})
