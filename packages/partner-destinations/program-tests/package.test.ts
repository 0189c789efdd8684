import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import manifest from '../package.json'
import { Installed, projectModules } from './installed'

/** How often the sandbox is asked, every 50 ms, for what a delivery brings. After so many it comes no more. */
const mostAsked = 800

let installed: Installed
beforeAll(() => (installed = Installed.fromTarball()))
afterAll(() => installed?.remove()) // if it could be installed

describe('the tarball', () => {
  it('holds the page, no tests, and at most 5 MB', () => {
    const { files, unpackedSize } = installed.packed
    expect(files.map((file) => file.path).filter((file) => /__tests__|\.test\./.test(file))).toEqual([])
    expect(files.map((file) => file.path)).toContain('packages/tester/dist/index.html')
    expect(unpackedSize).toBeLessThan(5e6)
  })

  it('holds the licenses of what is bundled', () => {
    const file = path.join(installed.folder, 'node_modules/partner-destinations/third-party-licenses.txt')
    expect(fs.readFileSync(file, 'utf8')).toMatch(/^hono \d+\.\d+\.\d+ \(MIT\)\n\nMIT License\n/m)
  })
})

describe('in an empty folder', () => {
  it('--version tells the version of the package', async () => {
    const { stdout, stderr, code } = await installed.run(['--version'])
    expect(stdout).toMatch(new RegExp(`^partner-destinations/${manifest.version} \\S+ node-v`))
    expect([stderr, code]).toEqual(['', 0])
  })

  it('refuses an older Node in one line', () => {
    const program = JSON.stringify(installed.program)
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '18.20.8' }); require(${program})`
    const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', pretend], { encoding: 'utf8' })
    expect(stderr).toMatch(/^Node 20\.19 or newer is needed; this is Node 18\.20\.8\. .*\n$/)
    expect([stdout, status]).toEqual(['', 1])
  })

  it('--help shows the commands, and what people type', async () => {
    const { stdout } = await installed.run(['--help'])
    expect(stdout).toContain('$ partner-destinations [COMMAND]')
    expect(stdout.match(/^ {2}\w+(?= {2,})/gm)).toEqual(
      [
        'answers',
        'destinations',
        'failures',
        'generate',
        'autocomplete',
        'contribute',
        'deliver',
        'erase',
        'failures',
        'help',
        'operations',
        'replay',
        'send',
        'serve',
        'validate'
      ].map((name) => `  ${name}`)
    )
  })

  it('suggests a command for a mistyped one', async () => {
    const { stderr, code } = await installed.run(['vallidate'])
    expect(stderr).toContain('Did you mean partner-destinations validate?')
    expect(stderr).toContain('There is no command "vallidate".')
    expect(code).toBe(127)
  })

  it('completes commands in bash', async () => {
    const { stdout } = await installed.run(['autocomplete', 'bash'])
    expect(stdout).toContain('PARTNER_DESTINATIONS_AC_BASH_SETUP_PATH=')
  })

  it.each([
    [['validate'], 'typescript'],
    [['generate', 'types'], 'json-schema-to-typescript']
  ])('%j says which package of a project it needs', async (args, tool) => {
    const { stderr, code } = await installed.run(args)
    const words = stderr.replace(/[\s›]+/g, ' ')
    expect(words).toContain(`This command needs the package ${tool}, and finds none from ${installed.folder}.`)
    expect(code).toBe(2)
  })

  it('serves its own destinations, with the page and the demo page, against the sandbox', async () => {
    const served = await installed.serve(['--browser'])
    const payload = { type: 'identify', userId: 'u1', traits: { email: 'ada@example.com' } }
    await served.post('/wishpond/event', { payload })
    const { leads } = (await (await served.get('/sandbox/wishpond')).json()) as { leads: object[] }
    const pages = await Promise.all(
      ['/', '/browser/', '/browser/page.js', '/browser/wishpond-web.js'].map(served.get).map(async (answer) => {
        const { status, headers } = await answer
        return `${status} ${headers.get('content-type')?.split(';')[0]}`
      })
    )
    await served.stop()

    expect(leads).toHaveLength(1)
    expect(JSON.stringify(leads)).toContain('ada@example.com')
    expect(pages).toEqual(['200 text/html', '200 text/html', '200 text/javascript', '200 text/javascript'])
    expect(served.said).toContain('Wishpond Web (Actions)')
  })

  it('delivers to the sandbox, with the threads that it brings along', async () => {
    const served = await installed.serve(['--deliver', '--intake-port', '0'])
    const intake = /curl (localhost:\d+\/v1\/identify)/.exec(served.said)?.[1]
    const body = JSON.stringify({ writeKey: 'demo', userId: 'u1', traits: { email: 'ada@example.com' } })
    const { status } = await fetch(`http://${intake}`, { method: 'POST', body })
    let leads: object[] = []
    for (let asked = 0; leads.length === 0 && asked < mostAsked; asked++) {
      await sleep(50)
      leads = ((await (await served.get('/sandbox/wishpond')).json()) as { leads: object[] }).leads
    }
    await served.stop()

    expect(status).toBe(200)
    expect(leads).toMatchObject([{ cid: 'u1' }])
  })
})

describe("in a clone of Segment's repository", () => {
  const destinations = 'packages/destination-actions/src/destinations'
  /** The destination sends the files of each copy of the framework that its process has. */
  const acme = `
    import { IntegrationError } from '@segment/actions-core'
    const copies = () => Object.keys(require.cache).filter((file) => file.endsWith('create-request-client.js'))
    export default {
      name: 'Acme',
      mode: 'cloud',
      actions: {
        tell: {
          title: 'Tell',
          description: 'Tells the copies.',
          fields: {},
          perform: (request: Function) => request('https://api.acme.example/copies', { method: 'post', json: copies() })
        },
        fail: {
          title: 'Fail',
          description: 'Fails.',
          fields: {},
          perform: () => { throw new IntegrationError('No.', 'NO', 409) }
        }
      }
    }`
  let clone: string

  beforeAll(() => {
    clone = path.join(installed.folder, 'clone')
    const framework = JSON.stringify(path.join(projectModules, '@segment/actions-core'))
    write('packages/core/package.json', '{ "name": "@segment/actions-core" }')
    write('packages/core/src/index.ts', `export * from ${framework}`)
    write(`${destinations}/acme/index.ts`, acme)
    write('event.json', '{ "type": "track", "event": "Test" }')
  })

  function write(name: string, content: string): void {
    const file = path.join(clone, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, content)
  }

  const one = [expect.stringContaining(path.join(projectModules, '@segment/actions-core'))]

  it('serve has one copy of the framework: the one of the clone', async () => {
    const served = await installed.serve(['acme'], clone)
    await served.post('/acme/tell', { payload: {}, settings: {} })
    const { received } = (await (await served.get('/sandbox/acme')).json()) as { received: { body: string[] }[] }
    const failed = await (await served.post('/acme/fail', { payload: {}, settings: {} })).json()
    await served.stop()

    expect(served.said).toContain('Acme\n    POST /acme/{tell, fail, event, authenticate}')
    expect(received.map(({ body }) => body)).toEqual([one])
    expect(failed).toMatchObject([{ statusCode: 409, message: 'No.', errorClass: 'IntegrationError' }])
  })

  it('so does send', async () => {
    const { stdout } = await installed.run(['send', 'acme', 'tell', '--event', 'event.json', '--json'], clone)
    const { steps } = JSON.parse(stdout) as { steps: { request?: { body: string } }[] }
    const [body] = steps.flatMap(({ request }) => request?.body ?? [])
    expect(JSON.parse(body)).toEqual(one)
  })

  it('so does deliver, with the store in a file', async () => {
    const subscriptions = [{ name: 'Tell', action: 'tell', subscribe: 'type = "track"', mapping: {} }]
    const destinations = { acme: { settings: {}, subscriptions } }
    write('delivery.yaml', JSON.stringify({ sources: { shop: { writeKey: 'shop-key' } }, destinations }))
    const checked = await installed.run(['deliver', '--check'], clone)
    const served = await installed.deliver(clone)
    const intake = /^Taking events at (\S+)$/m.exec(served.said)?.[1]
    const body = JSON.stringify({ writeKey: 'shop-key', userId: 'u1', event: 'Test' })
    const { status } = await fetch(`${intake}/v1/track`, { method: 'POST', body })
    let received: { body: string[] }[] = []
    for (let asked = 0; received.length === 0 && asked < mostAsked; asked++) {
      await sleep(50)
      received = ((await (await served.get('/sandbox/api.acme.example')).json()) as { received: { body: string[] }[] })
        .received
    }
    await served.stop()
    const list = await installed.run(['destinations', 'list', '--json'], clone)

    expect(checked).toMatchObject({ stdout: expect.stringContaining('The config has no mistakes.'), code: 0 })
    expect(status).toBe(200)
    expect(received.map((request) => request.body)).toEqual([one])
    expect(JSON.parse(list.stdout)).toMatchObject([{ name: 'acme', counts: { pending: 0, delivered: 1, failed: 0 } }])
    expect(fs.existsSync(path.join(clone, '.delivery/delivery.db'))).toBe(true)
  })
})
