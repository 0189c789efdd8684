import { setTimeout as sleep } from 'node:timers/promises'
import { Engine } from '../engine'
import type { EngineOptions } from '../engine'
import { noObserver } from '../observer'
import { openStore } from '../store/open'
import type { Store } from '../store/store'
import { useEngine } from './running-engine'

const use = useEngine()

let store: Store
let engines: Engine[]
const silent = () => undefined

beforeEach(async () => {
  engines = []
  const retention = { deliveredMs: 3_600_000, failedMs: 3_600_000 }
  store = await openStore(':memory:', { maxBacklog: 1000, retention }, Date.now, noObserver)
})
afterEach(async () => {
  for (const engine of engines) await engine.kill()
  await store.close()
})

/** The one store, as each process opens it. */
function opened(): Store {
  const own: Partial<Store> = { onChange: silent, close: async () => undefined }
  return new Proxy(store, {
    get(target, name) {
      if (name in own) return own[name as 'close']
      const value = Reflect.get(target, name) as unknown
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    }
  })
}

async function start(role: EngineOptions['role'], options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await Engine.start({
    config: use.config({ store: 'postgres://store.example/delivery' }),
    mode: 'sandbox',
    role,
    thread: { module: require.resolve('../worker/__tests__/toy-thread'), data: undefined },
    threads: 1,
    port: 0,
    host: '127.0.0.1',
    operating: { port: 0, guard: (_c, next) => next() },
    log: { info: silent, warn: silent, error: silent },
    openStore: async () => opened(),
    ...options
  })
  engines.push(engine)
  return engine
}

async function send({ port }: Engine, id: string): Promise<number> {
  const body = JSON.stringify({ event: 'Sent', userId: id, messageId: id, properties: { id }, writeKey: 'shop-key' })
  return (await fetch(`http://127.0.0.1:${port}/v1/track`, { method: 'POST', body })).status
}

const get = async ({ operatingUrl = '' }: Engine, path: string) => (await fetch(operatingUrl + path)).text()

it('delivers in one process what another one takes in', async () => {
  const intake = await start('intake')
  const worker = await start('worker')
  expect(await send(intake, 'm1')).toBe(200)
  await use.until(() => use.asked.length === 1)
  await use.until(async () => (await intake.counts()).acme.delivered === 1)
  expect(worker.port).toBe(0)
})

it('takes events while no worker runs', async () => {
  const intake = await start('intake')
  await send(intake, 'm1')
  await sleep(200)
  expect((await intake.counts()).acme).toMatchObject({ pending: 1, inFlight: 0 })
  await start('worker')
  await use.until(() => use.asked.length === 1)
})

it('pauses and resumes by a process that does not deliver', async () => {
  const intake = await start('intake')
  await start('worker')
  expect((await intake.pause('acme', 'A test.')).pause).toMatchObject({ by: 'operator', reason: 'A test.' })
  await send(intake, 'm1')
  await sleep(1500)
  expect(use.asked).toEqual([])
  expect((await intake.resume('acme')).pause).toBeUndefined()
  await use.until(() => use.asked.length === 1)
})

it('resends by a process that does not deliver', async () => {
  const intake = await start('intake')
  await start('worker')
  use.answer(() => ({ status: 400 }))
  await send(intake, 'm1')
  await use.until(async () => (await intake.counts()).acme.failed === 1)
  use.answer(() => ({}))
  expect(await intake.failures.resend({ filter: {} }, 'ann')).toMatchObject({ resent: 1 })
  await use.until(async () => (await intake.counts()).acme.delivered === 1)
})

it.each(['intake', 'worker'] as const)('says that the %s lives and is ready, and who it is', async (role) => {
  const engine = await start(role, { processId: 'cafe0001' })
  expect(await get(engine, '/health')).toContain('ok')
  expect(await get(engine, '/ready')).toContain('ready')
  expect(await get(engine, '/metrics')).toContain(`delivery_process_info{id="cafe0001",role="${role}"} 1`)
})

it.each(['intake', 'worker'] as const)('takes another config and stops as %s', async (role) => {
  const engine = await start(role)
  const { destinations } = use.config()
  await engine.reload(
    use.config({ store: 'postgres://store.example/delivery', destinations: [...destinations, use.destination('beta')] })
  )
  expect(Object.keys(await engine.counts())).toEqual(['acme', 'beta'])
  await engine.stop(1000)
  await expect(get(engine, '/health')).rejects.toThrow('fetch failed')
})

it.each(['intake', 'worker'] as const)('refuses to be only %s of a file', async (role) => {
  const started = start(role, { config: use.config(), openStore: undefined })
  await expect(started).rejects.toMatchObject({
    name: 'StoreOpenError',
    message: `--role ${role} needs a store that several processes can use, and ${use.store} belongs to one. Give "store: postgres://…" in the config, or leave out --role.`
  })
})
