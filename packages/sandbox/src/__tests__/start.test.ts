import { startSandbox } from '../server'
import { send, until } from '../test-client'

it('listens on 127.0.0.1 at any free port, each sandbox for itself', async () => {
  const [one, other] = await Promise.all([startSandbox(), startSandbox()])

  expect(one.url).toBe(`http://127.0.0.1:${one.port}`)
  expect(other.port).not.toBe(one.port)
  one.setFaults('wigzo', { status: 503 })
  expect(other.faults('wigzo')).toEqual([])
  await Promise.all([one.close(), other.close()])
})

it('fails with the error of the system when the port is taken', async () => {
  const first = await startSandbox()

  await expect(startSandbox({ port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await first.close()
})

it('frees its port on close(), also with a call still waiting for a delayed answer', async () => {
  const sandbox = await startSandbox()
  sandbox.setFaults('wigzo', { delay: 600_000 })
  const waiting = send(sandbox.url, { headers: { Host: 'app.wigzo.com' } })
  const dropped = expect(waiting).rejects.toMatchObject({ code: 'ECONNRESET' })
  await until(() => sandbox.faults('wigzo').length === 0)
  await sandbox.close()
  await dropped

  const next = await startSandbox({ port: sandbox.port })
  expect(next.port).toBe(sandbox.port)
  await next.close()
})
