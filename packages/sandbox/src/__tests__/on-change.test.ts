import { SandboxAgent, startSandbox } from '..'
import type { Sandbox } from '..'
import { send, until } from '../test-client'

const changed: string[] = []
let sandbox: Sandbox
let agent: SandboxAgent

beforeAll(async () => {
  sandbox = await startSandbox({ onChange: (vendor) => changed.push(vendor) })
  agent = new SandboxAgent(sandbox.port)
})
beforeEach(() => {
  sandbox.reset()
  changed.length = 0
})
afterAll(async () => {
  agent.close()
  await sandbox.close()
})

const call = () => send('https://app.wigzo.com/rest/v1/learn/event', { agent, method: 'POST' }, '{}')

it.each<[string, () => unknown, string[]]>([
  ['a call', call, ['wigzo']],
  ['a reset of one vendor', () => sandbox.reset('wishpond'), ['wishpond']],
  ['a reset of all', () => sandbox.reset(), ['refersion', 'wigzo', 'wishpond']],
  ['faults being set', () => sandbox.setFaults('refersion', { status: 503 }), ['refersion']],
  [
    'the same over the control API',
    async () => {
      await send(`${sandbox.url}/refersion/faults`, { method: 'PUT' }, '{"status":503}')
      await send(`${sandbox.url}/wigzo`, { method: 'DELETE' })
    },
    ['refersion', 'wigzo']
  ]
])('tells of %s', async (_what, act, vendors) => {
  await act()
  expect(changed).toEqual(vendors)
})

it('tells of a call when it has taken effect, and not only when it is answered', async () => {
  sandbox.setFaults('wigzo', { delay: 600_000 })
  changed.length = 0
  const waiting = call().catch(() => undefined)
  await until(() => changed.length > 0)
  expect(changed).toEqual(['wigzo'])
  agent.close()
  await waiting
})

it('tells of a call whose connection is reset, since a fault is used up', async () => {
  sandbox.setFaults('wigzo', { reset: 'before' })
  changed.length = 0
  await call().catch(() => undefined)
  expect(changed).toEqual(['wigzo'])
})

it.each(['/wigzo', '/wigzo/faults'])('tells nothing of a look at %s', async (path) => {
  await send(sandbox.url + path)
  expect(changed).toEqual([])
})

it('tells nothing of faults that it refuses', () => {
  expect(() => sandbox.setFaults('wigzo', { status: 99 })).toThrow()
  expect(changed).toEqual([])
})
