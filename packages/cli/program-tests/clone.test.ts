import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runBin } from '../src/commands/__tests__/bin'

/** As much of a clone of segmentio/action-destinations as the commands look at, with one destination. */
const clone = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'clone-')))
const destinations = 'packages/destination-actions/src/destinations'
const inClone = { cwd: path.join(clone, destinations) }

const definition = `
import { IntegrationError } from '@segment/actions-core'

const text = { label: 'Text', description: 'A text.', type: 'string', required: true, default: { '@path': '$.text' } }

function noted(_target: object, _key: string, descriptor: PropertyDescriptor) { return descriptor }

/** Only the clone's settings allow decorators. */
class Vendor {
  @noted
  send(request: any, text: string) { return request('https://acme.example/' + text, { method: 'post', json: { text } }) }
}

export default {
  name: 'Acme (Actions)', slug: 'actions-acme', mode: 'cloud', description: 'An invented vendor.',
  actions: {
    send: { title: 'Send', description: 'Sends.', fields: { text }, perform: (request: any, { payload }: any) => new Vendor().send(request, payload.text) },
    fail: { title: 'Fail', description: 'Fails.', fields: {}, perform: () => { throw new IntegrationError('No.', 'NO', 422) } }
  }
}
`

const files = {
  'package.json': '{"name": "action-destinations"}',
  'tsconfig.json': '{"compilerOptions": {"target": "es2020", "experimentalDecorators": true}}',
  'packages/core/package.json': '{"name": "@segment/actions-core"}',
  'packages/core/src/index.ts': `export * from ${JSON.stringify(require.resolve('@segment/actions-core'))}`,
  [`${destinations}/acme/index.ts`]: definition,
  'event.json': '{"type": "track", "text": "hello"}'
}

beforeAll(() => {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(clone, name)), { recursive: true })
    fs.writeFileSync(path.join(clone, name), content)
  }
})
afterAll(() => fs.rmSync(clone, { recursive: true }))

const event = ['--event', path.join(clone, 'event.json'), '--json']

describe('in a clone of upstream', () => {
  it('send sends through a destination of the clone, and the sandbox answers for its vendor', async () => {
    const { stdout, code } = await runBin(['send', 'acme', 'send', ...event], inClone)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      steps: [{ request: { url: 'https://acme.example/hello' }, response: { statusCode: 200, body: {} } }]
    })
  })

  it('an error of the destination is one that the framework knows', async () => {
    const { stdout } = await runBin(['send', 'acme', 'fail', ...event], inClone)
    expect(JSON.parse(stdout)).toMatchObject({
      steps: [{ errorClass: 'IntegrationError', statusCode: 422, retry: false }]
    })
  })

  it('serve has the destinations of the clone', async () => {
    const { stderr, code } = await runBin(['serve', 'globex', '--port', '0', '-n'], inClone)
    expect(stderr).toContain('There is no destination "globex"; there are: acme.')
    expect(code).toBe(1)
  })

  it('generate types and validate are about the destinations of the clone', async () => {
    const types = await runBin(['generate', 'types', '--check'], inClone)
    expect(types.stdout).toContain('acme/generated-types.ts')
    const { stdout } = await runBin(['validate'], inClone)
    expect(stdout).toMatch(/^acme\/.* Add performBatch to send, or say why not in the pull request\.$/m)
    expect(stdout).not.toContain('packages/vendors')
  })

  it('contribute refuses to copy a destination to where it is', async () => {
    const git = (...args: string[]) => spawnSync('git', args, { cwd: clone })
    fs.mkdirSync(path.join(clone, 'packages/browser-destinations/destinations'), { recursive: true })
    git('init', '--quiet')
    git('config', 'user.name', 'Jane')
    git('config', 'user.email', 'jane@example.com')
    git('add', '--all')
    git('commit', '--quiet', '--no-verify', '-m', 'Begin')
    const { stderr, code } = await runBin(['contribute', 'acme', '--repo', clone], inClone)
    expect(stderr).toBe(
      `acme is in ${clone} already: commit it there with git. To copy it to another clone, name that one with --repo.`
    )
    expect(code).toBe(1)
  })
})
