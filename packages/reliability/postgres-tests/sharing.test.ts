import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PostgresServer } from '@partner-destinations/delivery/postgres-server'
import { proveFairness } from '../src/sharing/fairness-proof'
import { mostInWindow, proveLimit } from '../src/sharing/limit-proof'

let server: PostgresServer
let folder: string

beforeAll(async () => {
  server = await PostgresServer.create()
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sharing-'))
})
afterAll(async () => {
  await server.remove()
  fs.rmSync(folder, { recursive: true })
})

describe('workers in several processes', () => {
  it('never send a vendor more requests in a window than its limit allows', async () => {
    const rateLimit = { requests: 100, windowMs: 20_000 }
    const store = await server.createDatabase('rate_limit')
    const {
      mostInWindow: most,
      requests,
      windows,
      byWorker
    } = await proveLimit({ store, folder, rateLimit, windows: 4 })
    expect(requests).toBe(400)
    // The limit is what holds them up, and all of them are at work.
    expect(windows).toBeGreaterThan(2)
    expect(most).toBeLessThanOrEqual(100)
    expect(Math.min(...byWorker)).toBeGreaterThan(0)
  }, 240_000)

  it('deliver to one destination no slower because another one has a backlog and its vendor is down', async () => {
    const [backlog, events] = [20_000, 100]
    const store = await server.createDatabase('fairness')
    const { undisturbed, disturbed, ...rest } = await proveFairness({ store, folder, backlog, events })
    expect(rest.backlog).toBe(backlog)
    expect(undisturbed.besideEnds).toBe(0)
    // If events waited for requests to the other vendor, almost all of them would be on their way when one ends. But a
    // request that hangs ends after ten seconds, and one that is refused is tried again after a pause.
    expect(disturbed.hangs.besideEnds).toBeLessThan(events / 2)
    expect(disturbed.refuses.besideEnds).toBeLessThan(events / 2)
  }, 240_000)
})

it.each([
  ['none', [], 0],
  ['one', [5], 1],
  ['two that are a window apart', [0, 10], 1],
  ['two that are not', [0, 9.9], 2],
  ['a crowd in the middle', [0, 11, 12, 20.5, 30], 3]
])('counts the requests of a window: %s', (_what, times, most) => {
  expect(mostInWindow(times, 10)).toBe(most)
})
