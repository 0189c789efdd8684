import { SandboxAgent, startSandbox } from '..'
import { send, until } from '../test-client'
import { standIns } from './invented-vendors'

const changed: string[] = []
const start = () => startSandbox({ standIns, onChange: (vendor) => changed.push(vendor) })
let sandbox: Awaited<ReturnType<typeof start>>
let agent: SandboxAgent

beforeAll(async () => {
  sandbox = await start()
  agent = new SandboxAgent(sandbox)
})
beforeEach(() => {
  sandbox.reset()
  changed.length = 0
})
afterAll(async () => {
  agent.close()
  await sandbox.close()
})

const call = () => send('https://api.globex.example/v1/event', { agent, method: 'POST' }, '{}')

it.each<[string, () => unknown, string[]]>([
  ['a call', call, ['globex']],
  ['a reset of one vendor', () => sandbox.reset('acme'), ['acme']],
  ['a reset of all', () => sandbox.reset(), ['acme', 'globex']],
  ['faults being set', () => sandbox.setFaults('acme', { status: 503 }), ['acme']],
  [
    'the same over the control API',
    async () => {
      await send(`${sandbox.url}/acme/faults`, { method: 'PUT' }, '{"status":503}')
      await send(`${sandbox.url}/globex`, { method: 'DELETE' })
    },
    ['acme', 'globex']
  ]
])('tells of %s', async (_what, act, vendors) => {
  await act()
  expect(changed).toEqual(vendors)
})

it('tells of a call when it has taken effect, and not only when it is answered', async () => {
  sandbox.setFaults('globex', { delay: 600_000 })
  changed.length = 0
  const waiting = call().catch(() => undefined)
  await until(() => changed.length > 0)
  expect(changed).toEqual(['globex'])
  agent.close()
  await waiting
})

it('tells of a call whose connection is reset, since a fault is used up', async () => {
  sandbox.setFaults('globex', { reset: 'before' })
  changed.length = 0
  await call().catch(() => undefined)
  expect(changed).toEqual(['globex'])
})

it.each(['/globex', '/globex/faults'])('tells nothing of a look at %s', async (path) => {
  await send(sandbox.url + path)
  expect(changed).toEqual([])
})

it('tells nothing of faults that it refuses', () => {
  expect(() => sandbox.setFaults('globex', { status: 99 })).toThrow()
  expect(changed).toEqual([])
})
