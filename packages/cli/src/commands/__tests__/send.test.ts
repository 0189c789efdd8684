import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { vendorNames } from '@partner-destinations/vendors'
import { useCommands } from './commands'

const runCommand = useCommands()
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
    const { stdout, code } = await runCommand(['send', 'wishpond', 'identifyLead', '--event', event])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^── Mapped payload\n\{\n {2}"userId": "u-1"/)
    expect(stdout).toContain('POST https://api.wishpond.com/api/v1/tracking/identify\ncontent-type: application/json')
    expect(stdout).toMatch(/"writeKey": "<masked>"[^]*"first_name": "Jane"[^]*── Answer\n200 OK \(/)
  })

  it('shows the requests of a dry run, which the sandbox would refuse if they were sent', async () => {
    const settings = file('wrong.json', { merchantId: '696791', trackingKey: 'ffffffffffff' })
    const args = ['send', 'wishpond', 'identifyLead', '--event', event, '--settings', settings, '--json']
    const [sent, dry] = await Promise.all([runCommand(args), runCommand([...args, '--dry-run'])])
    expect(sent.code).toBe(1)
    expect(JSON.parse(sent.stdout).steps).toMatchObject([{ response: { statusCode: 401 } }, { statusCode: 401 }])
    expect(dry.code).toBe(0)
    expect(JSON.parse(dry.stdout).steps).toMatchObject([
      { request: { method: 'POST' }, response: { statusCode: 200, body: '' } }
    ])
    expect(sent.stdout + dry.stdout).not.toContain('ffffffffffff')
  })

  it('sends the lines of a file one by one to one sandbox, goes on after a bad one, and sums up', async () => {
    const lines = [identify, { type: 'identify', traits: {} }].map((line) => JSON.stringify(line))
    const events = file('events.ndjson', [lines[0], '{"type": ', '', lines[1], lines[0]].join('\n') + '\n')
    const { stdout, code } = await runCommand(['send', 'wishpond', 'identifyLead', '--event', events])
    expect(code).toBe(1)
    expect(stdout.match(/200 OK/g)).toHaveLength(2)
    expect(stdout).toContain(`\n${events}, line 2 is not valid JSON: value expected at column 10.\n`)
    const summary = stdout.slice(stdout.lastIndexOf('\n\n') + 2).split('\n')
    expect(summary).toEqual([
      '1 failed: The line is not valid JSON: value expected at column 10.',
      '  line 2',
      expect.stringMatching(/^1 failed: AggregateAjvError, status 400: .*User ID/),
      '  line 4',
      '4 events: 2 sent, 2 failed',
      ''
    ])
  })

  it('tells events that no preset takes from those that it sent, and from those that a dry run only shows', async () => {
    const events = file('taken.ndjson', [identify, { type: 'group' }].map((line) => JSON.stringify(line)).join('\n'))
    const args = ['send', 'wishpond', 'event', '--event', events]
    const [sent, dry] = await Promise.all([runCommand(args), runCommand([...args, '--dry-run'])])
    expect(sent.stdout).toMatch(/\n2 events: 1 sent, 0 failed, 1 skipped\n$/)
    expect(dry.stdout).toMatch(/\n2 events: 1 shown, 0 failed, 1 skipped\n$/)
    expect(sent.code).toBe(0)
  })

  it('sends an array, also one that has an event on each line, one by one where the action has no batch call', async () => {
    const events = file('array.json', `[\n${JSON.stringify(identify)},\n${JSON.stringify(identify)}\n]\n`)
    const { stdout, code } = await runCommand(['send', 'wishpond', 'identifyLead', '--event', events, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      steps: [{ response: { statusCode: 200 } }, { response: { statusCode: 200 } }],
      payload: [{ userId: 'u-1' }, { userId: 'u-1' }]
    })
  })

  it('prints one line of JSON for each event of a file of lines', async () => {
    const line = JSON.stringify(identify)
    const events = file('two.ndjson', `${line}\n${line}\n`)
    const { stdout, stderr } = await runCommand(['send', 'wishpond', 'identifyLead', '--event', events, '--json'])
    const lines = stdout.trim().split('\n')
    expect(lines.map((one) => JSON.parse(one).steps[0].response.statusCode)).toEqual([200, 200])
    expect(lines.map((one) => JSON.parse(one).line)).toEqual([1, 2])
    expect(stderr).toBe('2 events: 2 sent, 0 failed')
  })

  it('tells a script of a bad line by its number, and a person why, on standard error', async () => {
    const events = file('bad.ndjson', `${JSON.stringify(identify)}\n\n{"type": \n`)
    const { stdout, stderr, code } = await runCommand(['send', 'wishpond', 'identifyLead', '--event', events, '--json'])
    expect(JSON.parse(stdout.trim().split('\n')[1])).toEqual({
      line: 3,
      error: `${events}, line 3 is not valid JSON: value expected at column 10.`
    })
    expect(stderr).toBe(
      '1 failed: The line is not valid JSON: value expected at column 10.\n  line 3\n2 events: 1 sent, 1 failed'
    )
    expect(code).toBe(1)
  })

  describe('many events', () => {
    const badLines = [17, 123, 124, 999]
    const lines = Array.from({ length: 1000 }, (_, index) =>
      badLines.includes(index + 1)
        ? '{"type": "identify", \r'
        : JSON.stringify({ type: 'page', userId: `u-${index}`, properties: { url: 'https://shop.example/' } })
    )
    const events = file('thousand.ndjson', lines.join('\n'))

    it('are summed up on less than a screen, which names the lines that failed', async () => {
      const failed = path.join(folder, 'failed.ndjson')
      const args = ['send', 'wigzo', 'trackPage', '--event', events, '--failed-out', failed]
      const { stdout, stderr, code } = await runCommand(args)
      expect(stdout.trim().split('\n')).toEqual([
        '4 failed: The line is not valid JSON: property name expected at column 22.',
        '  lines 17, 123-124, 999',
        'To see the requests and the answers of each event, add --json.',
        `The events that failed are in ${failed}. To send them again, use it with --event.`,
        '1000 events: 996 sent, 4 failed'
      ])
      // Every five seconds, a slow machine shows how far it is.
      const progress = /^\d+ %, \d+ events: \d+ sent, \d+ failed$/
      expect(stderr.split('\n').filter((line) => line !== '' && !progress.test(line))).toEqual([])
      expect(code).toBe(1)
      expect(fs.readFileSync(failed, 'utf8')).toBe('{"type": "identify", \r\n'.repeat(4))
      const again = await runCommand(args)
      expect(again).toMatchObject({
        code: 1,
        stdout: '',
        stderr: `${failed} exists already. Give --failed-out another name, or remove the file.`
      })
    })

    it('can be sent again from the file of those that failed', async () => {
      const failed = path.join(folder, 'again.ndjson')
      const some = [{ type: 'identify', traits: {} }, identify].map((line) => JSON.stringify(line))
      const input = some.join('\n')
      await runCommand(['send', 'wishpond', 'identifyLead', '--event', '-', '--failed-out', failed], { input })
      expect(fs.readFileSync(failed, 'utf8')).toBe(`${some[0]}\n`)
      const { stdout } = await runCommand(['send', 'wishpond', 'identifyLead', '--event', failed])
      expect(stdout).toMatch(/User ID/)
    })

    it('are summed up when they stand in an array too, and the failed ones make an array', async () => {
      const payload = Array.from({ length: 12 }, (_, index) =>
        index % 5 === 4 ? { type: 'identify', traits: {} } : { type: 'identify', userId: `u-${index}`, traits: {} }
      )
      const failed = path.join(folder, 'failed.json')
      const args = ['send', 'wishpond', 'event', '--event', file('twelve.json', payload), '--failed-out', failed]
      const { stdout, code } = await runCommand(args)
      expect(stdout).toMatch(/^2 failed: .*User ID.*\n {2}events \[4\], \[9\]\n/)
      expect(stdout).toMatch(/\n12 events: 10 sent, 2 failed\n$/)
      expect(code).toBe(1)
      expect(JSON.parse(fs.readFileSync(failed, 'utf8'))).toEqual([payload[4], payload[9]])
    })

    it('are summed up when they make one batch', async () => {
      const payload = Array.from({ length: 11 }, (_, index) => ({
        type: 'delete',
        userId: `u-${index}`,
        ...(index === 3 ? {} : { traits: { email: `u-${index}@example.com` } })
      }))
      const events = file('batch.json', payload)
      const { stdout } = await runCommand(['send', 'refersion', 'deleteAffiliate', '--event', events])
      expect(stdout).toMatch(/(^|\n)1 failed: Status 400: .*\n {2}event \[3\]\n/)
    })

    it('are "would be sent" in a dry run, which shows none of the requests', async () => {
      const { stdout } = await runCommand(['send', 'wigzo', 'trackPage', '--event', events, '--dry-run'])
      expect(stdout).toMatch(/\n1000 events: 996 would be sent, 4 failed\n$/)
    })
  })

  it('takes an empty environment variable for none', async () => {
    const env = { REFERSION_API_KEY: '' }
    const { stderr } = await runCommand(['send', 'refersion', 'event', '--event', event, '--live'], { env })
    expect(stderr).toBe('--live needs the settings. Use a file with --settings, or set REFERSION_API_KEY.')
  })

  it.each([
    [
      ['shopify', 'x', '--event', event],
      `There is no destination "shopify"; there are: ${[...vendorNames].sort().join(', ')}.`
    ],
    [
      ['wishpond', 'x', '--event', event],
      'There is no action "x" of wishpond; there are: identifyLead, trackEvent. "event" sends the event to each preset that takes it.'
    ],
    [['wishpond', 'trackEvent', '--event', 'no-such-file.json'], 'There is no file no-such-file.json.'],
    [['wishpond', 'trackEvent'], '--event is missing: the file with the events, or - for standard input.'],
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
      'The setting "Tracking Key" (trackingKey) is missing. Add it to the settings.'
    ],
    [
      ['wishpond', 'trackEvent', '--event', event, '--live'],
      '--live needs the settings. Use a file with --settings, or set WISHPOND_MERCHANT_ID and WISHPOND_TRACKING_KEY.'
    ],
    [
      ['wishpond', 'trackEvent', '--event', event, '--live', '--dry-run'],
      "--live and --dry-run can't be used together."
    ],
    [['wishpond', 'trackEvent', '--evnt', event], 'There is no option --evnt. Did you mean --event?'],
    [['--event', event], "The argument destination is missing: name of the destination's folder, such as "]
  ])('refuses %j', async (args, message) => {
    const { stdout, stderr, code } = await runCommand(['send', ...args])
    expect(stderr.split('\n')).toContainEqual(expect.stringContaining(message))
    expect(stdout).toBe('')
    expect(code).toBeGreaterThan(0)
  })
})
