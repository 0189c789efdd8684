import { Server } from '../server'
import { client } from './http-client'
import { ProbeDirectory } from './probe'

/** More destinations than are loaded at once, each with metadata; some tell when they are loaded. */
const directory = new ProbeDirectory()
const lines: string[] = []
let server: Server
let call: ReturnType<typeof client>

const definition = (name: string) => `export default { name: '${name}', actions: {} }`

function save(folder: string, text: string): void {
  directory.save(`${folder}/metadata.json`, JSON.stringify({ name: `${folder} (Actions)`, slug: folder }))
  directory.save(`${folder}/index.ts`, text)
}

beforeAll(async () => {
  for (let number = 10; number < 30; number++) save(`d${number}`, `throw new Error('d${number} was loaded')`)
  save('works', definition('Works'))
  save('ends', 'process.exit(3)')
  save('named', definition('Named'))
  server = await Server.start({
    directory: directory.path,
    named: 'named',
    port: 0,
    live: false,
    changeSocket: false,
    log: (line) => lines.push(line)
  })
  call = client(server.port)
})

afterAll(async () => {
  await server.stop()
  directory.remove()
})

const list = async () => (await call('GET', '/destinations')).body.destinations as { folder: string }[]
const listed = async (folder: string) => (await list()).find((one) => one.folder === folder)

async function until(happened: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await happened())) await new Promise((resolve) => setTimeout(resolve, 20))
}

it('lists many destinations by their metadata without loading them', async () => {
  expect(await list()).toHaveLength(24)
  expect(await listed('d17')).toEqual({ folder: 'd17', name: 'd17 (Actions)', slug: 'd17' })
})

it('loads at once the destination that is served by its name, and those without metadata', async () => {
  expect(await listed('named')).toMatchObject({ name: 'Named' })
  expect(await listed('probe')).toMatchObject({ name: 'Probe (Actions)' })
})

it('loads a destination when somebody asks for it', async () => {
  expect((await call('GET', '/destinations/works')).body).toMatchObject({ name: 'Works', manifest: { name: 'Works' } })
  expect(await listed('works')).toMatchObject({ name: 'Works' })
})

it('tells why one does not load, from then on in the list too', async () => {
  const why = { folder: 'd17', file: 'd17/index.ts', error: 'd17 was loaded' }
  expect((await call('GET', '/destinations/d17')).body).toMatchObject(why)
  expect(await listed('d17')).toMatchObject(why)
  expect((await call('POST', '/d17/authenticate', {})).status).toBe(503)
})

it('leaves the others alone when one ends the process that loads it', async () => {
  const [ends, works] = await Promise.all(
    ['ends', 'works'].map(async (folder) => (await call('GET', `/destinations/${folder}`)).body)
  )
  expect(ends).toMatchObject({ folder: 'ends', error: 'It ends the process that loads it (exit code 3).' })
  expect(works).toMatchObject({ name: 'Works' })
  expect((await call('POST', '/works/authenticate', {})).body).toMatchObject({ ok: true })
})

it('loads those in use again after a change, and one that was changed, so that its mistakes are told', async () => {
  lines.length = 0
  save('d20', 'export default {')
  await until(() => lines.some((line) => line.includes('d20 does not load')))

  expect(lines.join('\n')).toContain('d20 does not load: d20/index.ts:1:17: Expected identifier but found end of file')
  expect(await listed('works')).toMatchObject({ name: 'Works' })
  expect(await listed('d21')).toEqual({ folder: 'd21', name: 'd21 (Actions)', slug: 'd21' })
})
