import { listen, portOf } from '../../engine/listening'
import { say, statuses } from '../../intake/__tests__/raw-client'
import * as limits from '../limits'
import { Metrics } from '../metrics'
import { createOperatingServer } from '../operating'
import { FakeEngine, pageParts } from './fake-engine'

const silent = () => undefined

afterEach(() => jest.restoreAllMocks())

it.each([
  ['headers', 'GET /health HTTP/1.1\r\nHost: localhost\r\nX-'],
  ['body', 'POST /api/erase HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n{"per']
])('the operating port waits for the %s of a request for a limited time', async (_part, begun) => {
  const changed: Record<string, number> = limits
  jest.replaceProperty(changed, 'headersTimeoutMs', 100)
  jest.replaceProperty(changed, 'requestTimeoutMs', 200)
  const server = createOperatingServer({
    engine: new FakeEngine(),
    metrics: new Metrics(),
    ...pageParts(),
    clock: Date.now,
    log: { info: silent, warn: silent, error: silent },
    guard: (_c, next) => next()
  })
  await listen(server, 0, '127.0.0.1')
  expect(statuses(await say(portOf(server), begun))).toEqual([408])
  server.close()
})
