import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
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
    const text = fs.readFileSync(out, 'utf8')
    expect(text).toContain('- Leads: identifyLead, for type = "group"')
    expect(text).not.toMatch(/4711|some-write-key/)
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
