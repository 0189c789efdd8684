import { startSandbox } from '../server'
import { send, until } from '../test-client'
import { standIns } from './invented-vendors'

it('listens on 127.0.0.1 at any free port, each sandbox for itself', async () => {
  const [one, other] = await Promise.all([startSandbox({ standIns }), startSandbox({ standIns })])

  expect(one.url).toBe(`http://127.0.0.1:${one.port}`)
  expect(other.port).not.toBe(one.port)
  one.setFaults('globex', { status: 503 })
  expect(other.faults('globex')).toEqual([])
  await Promise.all([one.close(), other.close()])
})

it('fails with the error of the system when the port is taken', async () => {
  const first = await startSandbox({ standIns })

  await expect(startSandbox({ standIns, port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await first.close()
})

it('frees its port on close(), also with a call still waiting for a delayed answer', async () => {
  const sandbox = await startSandbox({ standIns })
  sandbox.setFaults('globex', { delay: 600_000 })
  const waiting = send(sandbox.url, { headers: { Host: 'api.globex.example' } })
  const dropped = expect(waiting).rejects.toMatchObject({ code: 'ECONNRESET' })
  await until(() => sandbox.faults('globex').length === 0)
  await sandbox.close()
  await dropped

  const next = await startSandbox({ standIns, port: sandbox.port })
  expect(next.port).toBe(sandbox.port)
  await next.close()
})
