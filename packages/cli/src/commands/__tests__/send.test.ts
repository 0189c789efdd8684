import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runBin } from './bin'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'send-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

function file(name: string, content: unknown): string {
  const full = path.join(folder, name)
  fs.writeFileSync(full, typeof content === 'string' ? content : JSON.stringify(content, null, 2))
  return full
}

const identify = { type: 'identify', userId: 'u-1', traits: { email: 'jane.kim@example.com', firstName: 'Jane' } }
const event = file('identify.json', identify)

describe('send', () => {
  it('prints the mapped payload, the request and the answer', async () => {
    const { stdout, code } = await runBin(['send', 'wishpond', 'identifyLead', '--event', event])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^── Mapped payload\n\{\n {2}"userId": "u-1"/)
    expect(stdout).toContain('POST https://api.wishpond.com/api/v1/tracking/identify\ncontent-type: application/json')
    expect(stdout).toMatch(/"writeKey": "<masked>"[^]*"first_name": "Jane"[^]*── Answer\n200 OK \(/)
  })

  it('reads an event from standard input, and prints JSON for scripts', async () => {
    const input = JSON.stringify(identify)
    const { stdout, code } = await runBin(['send', 'wishpond', 'event', '--event', '-', '--json'], { input })
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      steps: [{ preset: 'Identify Lead', action: 'identifyLead', response: { statusCode: 200 } }],
      payload: [{ userId: 'u-1' }]
    })
  })

  it('shows the requests of a dry run, which the sandbox would refuse if they were sent', async () => {
    const settings = file('wrong.json', { merchantId: '696791', trackingKey: 'ffffffffffff' })
    const args = ['send', 'wishpond', 'identifyLead', '--event', event, '--settings', settings, '--json']
    const [sent, dry] = await Promise.all([runBin(args), runBin([...args, '--dry-run'])])
    expect(sent.code).toBe(1)
    expect(JSON.parse(sent.stdout).steps).toMatchObject([{ response: { statusCode: 401 } }, { statusCode: 401 }])
    expect(dry.code).toBe(0)
    expect(JSON.parse(dry.stdout).steps).toMatchObject([
      { request: { method: 'POST' }, response: { statusCode: 200, body: '' } }
    ])
    expect(sent.stdout + dry.stdout).not.toContain('ffffffffffff')
  })

  it('exits with 1 when the call failed, and says which field is wrong', async () => {
    const input = JSON.stringify({ type: 'identify', traits: {} })
    const { stdout, code } = await runBin(['send', 'wishpond', 'identifyLead', '--event', '-'], { input })
    expect(code).toBe(1)
    expect(stdout).toMatch(/── Failed\nAggregateAjvError, status 400; Segment would not retry it\n.*\n {2}userId: /)
  })

  it('sends the lines of a file one by one to one sandbox, goes on after a bad one, and sums up', async () => {
    const lines = [identify, { type: 'identify', traits: {} }].map((line) => JSON.stringify(line))
    const events = file('events.ndjson', [lines[0], '{"type": ', '', lines[1], lines[0]].join('\n') + '\n')
    const { stdout, code } = await runBin(['send', 'wishpond', 'identifyLead', '--event', events])
    expect(code).toBe(1)
    expect(stdout.match(/200 OK/g)).toHaveLength(2)
    expect(stdout).toContain(`${events}, line 2 is not valid JSON: value expected at line 1, column 10.`)
    expect(stdout.trim().split('\n').pop()).toBe('4 events: 2 sent, 2 failed')
  })

  it('tells events that no preset takes from those that it sent, and from those that a dry run only shows', async () => {
    const events = file('taken.ndjson', [identify, { type: 'group' }].map((line) => JSON.stringify(line)).join('\n'))
    const args = ['send', 'wishpond', 'event', '--event', events]
    const [sent, dry] = await Promise.all([runBin(args), runBin([...args, '--dry-run'])])
    expect(sent.stdout).toMatch(/\n2 events: 1 sent, 0 failed, 1 skipped\n$/)
    expect(dry.stdout).toMatch(/\n2 events: 1 shown, 0 failed, 1 skipped\n$/)
    expect(sent.code).toBe(0)
  })

  it('sends an array, also one that has an event on each line, one by one where the action has no batch call', async () => {
    const events = file('array.json', `[\n${JSON.stringify(identify)},\n${JSON.stringify(identify)}\n]\n`)
    const { stdout, code } = await runBin(['send', 'wishpond', 'identifyLead', '--event', events, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      steps: [{ response: { statusCode: 200 } }, { response: { statusCode: 200 } }],
      payload: [{ userId: 'u-1' }, { userId: 'u-1' }]
    })
  })

  it('prints one line of JSON for each event of a file of lines', async () => {
    const line = JSON.stringify(identify)
    const events = file('two.ndjson', `${line}\n${line}\n`)
    const { stdout, stderr } = await runBin(['send', 'wishpond', 'identifyLead', '--event', events, '--json'])
    const lines = stdout.trim().split('\n')
    expect(lines.map((one) => JSON.parse(one).steps[0].response.statusCode)).toEqual([200, 200])
    expect(stderr).toBe('2 events: 2 sent, 0 failed')
  })

  it.each([
    [['shopify', 'x', '--event', event], 'There is no destination "shopify"; there are: refersion, wigzo, wishpond.'],
    [
      ['wishpond', 'x', '--event', event],
      'There is no action "x" of wishpond; there are: identifyLead, trackEvent, event.'
    ],
    [['wishpond', 'trackEvent', '--event', 'no-such-file.json'], 'no-such-file.json cannot be read: '],
    [['wishpond', 'trackEvent'], 'Missing required flag event'],
    [
      ['wishpond', 'trackEvent', '--event', file('broken.json', '{\n  "type": track\n}')],
      'broken.json is not valid JSON: invalid symbol at line 2, column 11.'
    ],
    [
      ['wishpond', 'trackEvent', '--event', event, '--settings', file('list.json', [])],
      'list.json must hold a JSON object, not an array.'
    ],
    [
      ['wishpond', 'trackEvent', '--event', event, '--settings', file('half.json', { merchantId: '696791' })],
      "The settings are not valid: The root value is missing the required field 'trackingKey'."
    ],
    [
      ['wishpond', 'trackEvent', '--event', event, '--live'],
      '--live needs the settings: in a file for --settings, or in WISHPOND_MERCHANT_ID and WISHPOND_TRACKING_KEY.'
    ],
    [['wishpond', 'trackEvent', '--event', event, '--live', '--dry-run'], '--dry-run']
  ])('refuses %j', async (args, message) => {
    const { stdout, stderr, code } = await runBin(['send', ...args])
    expect(stderr.split('\n')).toContainEqual(expect.stringContaining(message))
    expect(stdout).toBe('')
    expect(code).toBeGreaterThan(0)
  })
})
