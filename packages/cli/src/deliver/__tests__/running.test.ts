import fs from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { ask, findRunning } from '../running'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'running-'))
const store = path.join(folder, 'delivery.db')
let server: Server
let url: string

/** Answers with what it was asked; `/health` with 200, and `/api/no` with an error. */
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      response.statusCode = request.url === '/api/no' ? 404 : 200
      response.end(
        request.url === '/api/no'
          ? '{"error":"There is no destination \\"x\\"."}'
          : JSON.stringify({ method: request.method, url: request.url, body })
      )
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  fs.rmSync(folder, { recursive: true })
})

const write = (text: string) => fs.writeFileSync(`${store}.address`, text)

it('finds the process that has a store open', async () => {
  write(JSON.stringify({ url, pid: process.pid }))

  expect(await findRunning(store)).toEqual({ url, pid: process.pid })
})

it.each([
  ['there is no address', undefined],
  ['the process has ended', () => JSON.stringify({ url, pid: 2 ** 30 })],
  ['nothing answers there', () => JSON.stringify({ url: 'http://127.0.0.1:9', pid: process.pid })],
  ['the address is broken', () => '{"url"'],
  ['the address is another file', () => '[]']
])('finds none if %s', async (_what, text) => {
  fs.rmSync(`${store}.address`, { force: true })
  if (text) write(text())

  expect(await findRunning(store)).toBeUndefined()
})

it('asks and posts', async () => {
  const running = { url, pid: process.pid }

  expect(await ask(running, '/api/counts')).toEqual({ method: 'GET', url: '/api/counts', body: '' })
  expect(await ask(running, '/api/erase', { person: 'u1' })).toEqual({
    method: 'POST',
    url: '/api/erase',
    body: '{"person":"u1"}'
  })
})

it('says what the process says when it refuses', async () => {
  await expect(ask({ url, pid: process.pid }, '/api/no')).rejects.toThrow('There is no destination "x".')
})

it('says when the process has gone', async () => {
  await expect(ask({ url: 'http://127.0.0.1:9', pid: 1 }, '/api/counts')).rejects.toThrow(
    "deliver, which runs at http://127.0.0.1:9, doesn't answer"
  )
})
