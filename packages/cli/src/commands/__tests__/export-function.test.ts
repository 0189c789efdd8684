import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { useCommands } from './commands'

const runCommand = useCommands()
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'export-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

describe('export function', () => {
  it('writes the function and the request that creates it, and says what to declare', async () => {
    const out = path.join(folder, 'wishpond.js')
    const { stdout, code } = await runCommand(['export', 'function', 'wishpond', '--out', out])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Wrote Wishpond \(Actions\) to .*wishpond\.js \(\d+ kB\), with onIdentify, onTrack\.\n/)
    expect(stdout).toContain('trackingKey  Tracking Key  STRING  required  secret')
    const request = JSON.parse(fs.readFileSync(path.join(folder, 'wishpond.request.json'), 'utf8'))
    expect(request).toMatchObject({ displayName: 'Wishpond (Actions)', resourceType: 'DESTINATION' })
    expect(request.code).toBe(fs.readFileSync(out, 'utf8'))
  })

  it('takes the subscriptions of a config, without its variables and settings', async () => {
    const config = path.join(folder, 'delivery.yaml')
    const out = path.join(folder, 'leads.js')
    fs.writeFileSync(
      config,
      [
        'sources: { web: { writeKey: some-write-key } }',
        'destinations:',
        '  leads:',
        '    destination: wishpond',
        '    settings: { merchantId: "4711", trackingKey: "${NOWHERE_SET}" }',
        '    subscriptions:',
        '      - { name: Leads, action: identifyLead, subscribe: \'type = "group"\' }'
      ].join('\n')
    )
    const { stdout, stderr, code } = await runCommand(['export', 'function', 'leads', '--config', config, '--out', out])
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    expect(stdout).toContain('with onGroup.')
    const written = fs.readFileSync(out, 'utf8')
    expect(written).toContain('- Leads: identifyLead, for type = "group"')
    expect(written).not.toMatch(/4711|some-write-key/)
  })

  it('creates the function after it has said what it creates, and shows no token', async () => {
    const asked: unknown[] = []
    const server = http.createServer((request, response) => {
      void text(request).then((body) => {
        asked.push([request.method, request.url, request.headers.authorization, body])
        response.end(JSON.stringify({ data: { function: { id: 'df_1' } } }))
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const out = path.join(folder, 'created.js')
    const typed = ['export', 'function', 'wishpond', '--out', out, '--create', '--api', api]
    const { stdout, code } = await runCommand(typed, { env: { PUBLIC_API_TOKEN: 'invented-token' } })
    server.close()
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /Settings to declare[^]*\nCreating the function Wishpond \(Actions\) with 127[^]*\nCreated df_1\./
    )
    expect(stdout).not.toContain('invented-token')
    const request = JSON.stringify(JSON.parse(fs.readFileSync(path.join(folder, 'created.request.json'), 'utf8')))
    expect(asked).toEqual([['POST', '/functions', 'Bearer invented-token', request]])
  })

  it.each([
    [['nope'], 'There is no destination "nope"'],
    [['wigzo', '--batch'], '--batch needs a batch call in every subscribed action'],
    [['wigzo', '--create'], '--create needs a token of your workspace in the variable PUBLIC_API_TOKEN.']
  ])('refuses %j', async (args, words) => {
    const { stderr, code } = await runCommand(['export', 'function', ...args], { env: { PUBLIC_API_TOKEN: '' } })
    expect(code).toBe(1)
    expect(stderr).toContain(words)
  })
})
