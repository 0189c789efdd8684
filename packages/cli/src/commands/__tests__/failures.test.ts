import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { openExistingStore } from '@partner-destinations/delivery'
import type { ShownDelivery } from '@partner-destinations/delivery/wire'
import { useCommands } from './commands'

const runCommand = useCommands()

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'failures-commands-'))
const config = path.join(folder, 'delivery.yaml')
const user = os.userInfo().username
/** An editor that does what `sed` is told. */
const editor = path.join(folder, 'editor.sh')
let store: string
let stores = 0

afterAll(() => fs.rmSync(folder, { recursive: true }))

/** A store with three failed deliveries: 1 and 2 for one reason, and 3, whose event could not be taken. */
beforeEach(async () => {
  store = path.join(folder, `delivery-${++stores}.db`)
  fs.writeFileSync(
    config,
    `store: ./${path.basename(store)}
sources: { shop: { writeKey: "\${SHOP_KEY}" } }
destinations:
  wigzo:
    settings: { orgToken: "\${WIGZO_TOKEN}" }
    subscriptions: [{ name: Sales, action: trackEvent, subscribe: type = "track" }]
`
  )
  const opened = await openExistingStore(store)
  const event = (messageId: string, type = 'track') => ({
    source: 'shop',
    messageId,
    fingerprint: messageId,
    receivedAt: Date.now() - 7_200_000,
    body: JSON.stringify({
      type,
      event: 'Order Completed',
      messageId,
      userId: `user-${messageId}`,
      properties: { total: 5 }
    })
  })
  const failed = (code: string, message: string, subscription?: string) => [
    { destination: 'wigzo', state: 'failed' as const, reason: { code, message }, subscription }
  ]
  await opened.accept([
    { ...event('m1'), deliveries: failed('MESSAGE_REJECTED', 'The total 5 is too small.', 'Sales') },
    { ...event('m2'), deliveries: failed('MESSAGE_REJECTED', 'The total 7 is too small.', 'Sales') },
    { ...event('m3', 'trak'), deliveries: failed('unknown_type', '"type" is wrong.') }
  ])
  await opened.close()
})

const run = (...args: string[]) => runCommand([...args, '--config', config])
const runJson = async (...args: string[]) => JSON.parse((await run(...args, '--json')).stdout) as never
const delivery = (id: number): Promise<ShownDelivery> => runJson('failures', 'show', String(id))

describe('while no deliver runs', () => {
  it.each([['failures'], ['failures', 'list']])('lists what has failed: %s %s', async (...command) => {
    const { stdout, code } = await run(...command.filter((word) => word !== undefined))
    expect(stdout.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['group', 'count', 'first', 'last', 'destination', 'subscription', 'code'],
      [
        expect.any(String),
        '2',
        expect.stringMatching(/^\d+s$/),
        expect.stringMatching(/^\d+s$/),
        'wigzo',
        'Sales',
        'MESSAGE_REJECTED'
      ],
      [expect.stringMatching(/^trackEvent: The total \d is too small\.$/)],
      [expect.any(String), '1', expect.any(String), expect.any(String), 'wigzo', '-', 'unknown_type'],
      ['"type" is wrong.'],
      [''],
      [expect.stringMatching(/^3 failed deliveries\. To see one with its requests: failures show --group \d+$/)],
      ['']
    ])
    expect(code).toBe(0)
  })

  it.each<[string[], number[]]>([
    [['--code', 'MESSAGE_REJECTED'], [2]],
    [['--user', 'user-m1'], [1]],
    [['--only', 'type = "track" and userId = "user-m2"'], [1]],
    [
      ['--since', '1h'],
      [2, 1]
    ],
    [['--until', '1h'], []]
  ])('narrows the list: %j', async (options, counts) => {
    expect(((await runJson('failures', 'list', ...options)) as { count: number }[]).map(({ count }) => count)).toEqual(
      counts
    )
  })

  it('shows one, and the newest of a filter', async () => {
    expect((await run('failures', 'show', '1')).stdout).toMatch(
      /^Delivery 1 has failed: MESSAGE_REJECTED\nThe total 5 is too small\.\n[^]*subscription {2}Sales \(trackEvent\)\n[^]*"userId": "user-m1"/
    )
    expect((await run('failures', 'show', '--code', 'MESSAGE_REJECTED')).stdout).toMatch(/^Delivery 2 has failed/)
  })

  it('resends, and says when they are sent', async () => {
    const { stdout } = await run('failures', 'resend', '--code', 'MESSAGE_REJECTED', '--first', '1')
    expect(stdout).toBe(
      'Resent 1 delivery. No deliver runs now: it will send them when you start it.\n' +
        '1 more fits. To resend the rest, leave out --first.\n'
    )
    expect(await runJson('failures', 'resend', '2')).toEqual({ resent: 1, failed: 0 })
    expect((await run('failures', 'resend', '--all')).stdout).toBe(
      'Resent 0 deliveries.\n1 delivery has still failed: it failed again, or its event could not be taken.\n' +
        'To correct an event: failures resend ID --edit\n'
    )
    expect((await delivery(1)).state).toBe('pending')
  })

  it('tries them in the sandbox, and changes nothing', async () => {
    const env = { SHOP_KEY: 'k', WIGZO_TOKEN: 't' }
    const { stdout, stderr } = await runCommand(['failures', 'resend', '--dry-run', '--config', config], { env })
    expect(stderr).toBe('')
    expect(stdout.split('\n')).toEqual([
      'Tried 3 deliveries in the sandbox, with the present config. Nothing was changed.',
      '',
      '2 deliveries would be delivered',
      expect.stringContaining('  requests.1: nothing → "POST https://'),
      '  such as delivery 1, 2',
      '',
      '1 delivery would fail again: unknown_type',
      '  "type" is wrong.',
      '  No request was sent, and none would be.',
      '  such as delivery 3',
      ''
    ])
    expect((await delivery(1)).state).toBe('failed')
  })

  it('says what is missing to try them', async () => {
    expect((await run('failures', 'resend', '1', '--dry-run')).stderr).toMatch(
      /The environment variable SHOP_KEY is not set/
    )
    expect((await runCommand(['failures', 'resend', '1', '--dry-run', '--store', store])).stderr).toBe(
      'This needs the config of deliver. Name it with --config in the place of --store, or start deliver.'
    )
  })

  it('discards', async () => {
    expect((await run('failures', 'discard', '1', '3')).stdout).toBe('Discarded 2 deliveries.\n')
    expect(await runJson('failures', 'discard', '--all')).toEqual({ discarded: 1 })
    expect((await run('failures', 'discard', '--all')).stdout).toBe(
      'No failed delivery fits, so nothing was discarded.\n'
    )
  })

  it('exports lines to a new file that only its owner can read, or to standard output', async () => {
    const out = path.join(folder, `failed-${stores}.ndjson`)
    expect((await run('failures', 'export', '--code', 'MESSAGE_REJECTED', '--out', out)).stdout).toBe(
      `Wrote 2 events to ${out}.\n`
    )
    const lines = fs.readFileSync(out, 'utf8')
    expect(lines).toMatch(/^\{"type":"track",.*"messageId":"m1".*\}\n\{"type":"track",.*"messageId":"m2".*\}\n$/)
    expect(fs.statSync(out).mode & 0o777).toBe(0o600)
    expect((await run('failures', 'export', '--code', 'MESSAGE_REJECTED')).stdout).toBe(lines)
    const none = path.join(folder, 'none.ndjson')
    expect((await run('failures', 'export', '--user', 'nobody', '--out', none)).stdout).toBe(
      'No failed delivery fits, so no file was written.\n'
    )
    expect(fs.existsSync(none)).toBe(false)
    expect((await run('failures', 'export', '--out', out)).stderr).toBe(
      `${out} exists already. Give --out another name, or remove the file.`
    )
  })

  it('corrects an event in an editor, without the variables of the config', async () => {
    fs.writeFileSync(editor, 'sed -i "s/\\"total\\": 5/\\"total\\": 50/" "$1"\n')
    const { stdout } = await runCommand(['failures', 'resend', '1', '--edit', '--config', config], {
      env: { EDITOR: `sh ${editor}` }
    })
    expect(stdout).toBe(
      '-    "total": 5\n+    "total": 50\n\n' +
        'Delivery 1 was corrected by delivery 4. No deliver runs now: it will send it when you start it.\n'
    )
    expect(await delivery(1)).toMatchObject({ state: 'filtered', reason: { code: 'CORRECTED' }, correctedBy: [4] })
    expect(await delivery(4)).toMatchObject({
      state: 'pending',
      messageId: 'm1#2',
      subscription: 'Sales',
      event: { messageId: 'm1#2', properties: { total: 50 } },
      corrects: 1
    })
  })

  it('routes a corrected event that could not be taken, by the config', async () => {
    fs.writeFileSync(editor, 'sed -i s/trak/track/ "$1"\n')
    const env = { EDITOR: `sh ${editor}`, SHOP_KEY: 'k', WIGZO_TOKEN: 't' }
    const { stdout, stderr } = await runCommand(['failures', 'resend', '3', '--edit', '--config', config, '--json'], {
      env
    })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({ deliveries: [4] })
    expect(await delivery(4)).toMatchObject({ state: 'pending', subscription: 'Sales', messageId: 'm3#2' })

    const without = await runCommand(['failures', 'resend', '3', '--edit', '--store', store], { env })
    expect(without.stderr).toBe('Delivery 3 has not failed, so there is nothing to correct.')
  })

  it.each<[string, string[], string, RegExp]>([
    ['nothing is changed', ['1'], 'true', /^The event is as it was, so nothing was changed\.\n$/],
    [
      'it is no JSON',
      ['1'],
      'echo "{" > "$1"',
      /^The event is not valid JSON: .*\nNothing was changed\. What you wrote is in .+\.$/
    ],
    [
      'it cannot be delivered',
      ['1'],
      'sed -i s/track/trak/ "$1"',
      /^"type" must be one of: .*\nNothing was changed\. What you wrote is in .+\.$/
    ],
    [
      'its config is unknown',
      ['3', '--store'],
      'sed -i s/trak/track/ "$1"',
      /^This needs the config of deliver\. .*\nNothing was changed\. What you wrote is in .+\.$/
    ]
  ])('corrects nothing if %s', async (_what, [id, option], script, printed) => {
    fs.writeFileSync(editor, `${script}\n`)
    const place = option === undefined ? ['--config', config] : ['--store', store]
    const { stdout, stderr } = await runCommand(['failures', 'resend', id, '--edit', ...place], {
      env: { EDITOR: `sh ${editor}`, TMPDIR: folder }
    })
    expect(stdout + stderr).toMatch(printed)
    expect((await delivery(Number(id))).state).toBe('failed')
  })

  it('keeps what was done, with the name of the user', async () => {
    await run('failures', 'resend', '1')
    await run('destinations', 'pause', 'wigzo')
    await run('destinations', 'resume', 'wigzo')
    await run('erase', 'user-m2')
    expect(await runJson('operations')).toMatchObject([
      { who: user, action: 'erase', what: {}, count: 1 },
      { who: user, action: 'resume', what: { destination: 'wigzo' } },
      { who: user, action: 'pause', what: { destination: 'wigzo', reason: 'Somebody paused it.' } },
      { who: user, action: 'resend', what: { deliveries: [1] }, count: 1 }
    ])
    expect((await run('operations')).stdout).toMatch(
      /^when \(UTC\) +who +what +count\n\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}\w+ +erase +1\n/
    )
  })

  it.each<[string[], string]>([
    [
      ['failures', 'resend'],
      'Say which deliveries: their ids, or a filter such as --group 3. For every failed delivery, add --all.'
    ],
    [
      ['failures', 'discard'],
      'Say which deliveries: their ids, or a filter such as --group 3. For every failed delivery, add --all.'
    ],
    [['failures', 'resend', '9'], 'There is no delivery 9.'],
    [['failures', 'show', '9'], 'There is no delivery 9.'],
    [['failures', 'show'], 'Say which delivery: either its id, or a filter such as --group 3.'],
    [['failures', 'show', '1', '--group', '3'], 'Say which delivery: either its id, or a filter such as --group 3.'],
    [['failures', 'show', '--user', 'nobody'], 'No failed delivery fits. Look at the list: failures list'],
    [
      ['failures', 'resend', '--edit', '--all'],
      '--edit corrects one delivery. Give its id, and no option that chooses deliveries.'
    ],
    [
      ['failures', 'resend', '1', '2', '--edit'],
      '--edit corrects one delivery. Give its id, and no option that chooses deliveries.'
    ],
    [['failures', 'list', '--since', 'today'], '--since must be a time such as 2h, 3d or 2026-11-27T09:30:00Z.'],
    [['failures', 'resend', '--all', '--first', 'x'], '--first must be a number, 1 or more.']
  ])('refuses %j', async (args, message) => {
    const { stdout, stderr, code } = await run(...args)
    expect([stdout, stderr]).toEqual(['', message])
    expect(code).toBeGreaterThan(0)
  })
})

describe('while deliver runs', () => {
  const asked: string[] = []
  const answers: Record<string, string> = {
    '/api/failures': '[]',
    '/api/failures/resend': '{"resent":3,"failed":0}',
    '/api/failures/discard': '{"discarded":3}',
    '/api/failures/difference': '{"compared":0,"groups":[]}',
    '/api/failures/export': '{"type":"track"}\n',
    '/api/failures/deliveries': '[{"id":7}]',
    '/api/deliveries/7': '{"id":7,"state":"failed","event":{"type":"track"},"attemptRows":[]}',
    '/api/deliveries/7/correct': '{"deliveries":[8]}',
    '/api/operations': '[]'
  }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      const [url] = (request.url ?? '').split('?')
      if (url !== '/health') asked.push(`${request.method} ${request.url} ${body}`.trim())
      if (url === '/api/deliveries/9') response.statusCode = 404
      response.end(url === '/api/deliveries/9' ? '{"error":"There is no delivery 9."}' : answers[url] ?? '{}')
    })
  })

  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  beforeEach(() => {
    asked.length = 0
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    fs.writeFileSync(`${store}.address`, JSON.stringify({ url, pid: process.pid }))
  })
  afterAll(() => server.close())

  it.each<[string[], string[], string]>([
    [['failures', '--code', '503'], ['GET /api/failures?code=503'], 'No delivery has failed.\n'],
    [
      ['failures', 'resend', '--group', '3', '--first', '10'],
      [`POST /api/failures/resend {"filter":{"group":3},"first":10,"by":"${user}"}`],
      'Resent 3 deliveries.\n'
    ],
    [
      ['failures', 'resend', '7', '8'],
      [`POST /api/failures/resend {"ids":[7,8],"by":"${user}"}`],
      'Resent 3 deliveries.\n'
    ],
    [
      ['failures', 'resend', '--dry-run'],
      ['POST /api/failures/difference {"filter":{}}'],
      'No failed delivery fits, so there is nothing to compare.\n'
    ],
    [
      ['failures', 'discard', '--all'],
      [`POST /api/failures/discard {"filter":{},"by":"${user}"}`],
      'Discarded 3 deliveries.\n'
    ],
    [['failures', 'export', '--user', 'a b'], [`GET /api/failures/export?user=a+b&by=${user}`], '{"type":"track"}\n'],
    [
      ['failures', 'show', '--group', '3', '--json'],
      ['GET /api/failures/deliveries?group=3&limit=1', 'GET /api/deliveries/7'],
      '{"id":7,"state":"failed","event":{"type":"track"},"attemptRows":[]}\n'
    ],
    [['operations'], ['GET /api/operations?limit=100'], 'No operator has done anything yet.\n']
  ])('asks it: %j', async (args, requests, printed) => {
    const { stdout, stderr, code } = await run(...args)
    expect(asked).toEqual(requests)
    expect([stdout, stderr]).toEqual([printed, ''])
    expect(code).toBe(0)
  })

  it('sends it a corrected event', async () => {
    fs.writeFileSync(editor, 'sed -i s/track/page/ "$1"\n')
    const { stdout } = await runCommand(['failures', 'resend', '7', '--edit', '--config', config], {
      env: { EDITOR: `sh ${editor}` }
    })
    expect(asked[1]).toBe(`POST /api/deliveries/7/correct {"event":{"type":"page"},"by":"${user}"}`)
    expect(stdout).toBe('-  "type": "track"\n+  "type": "page"\n\nDelivery 7 was corrected by delivery 8.\n')
  })

  it('says what it says', async () => {
    expect((await run('failures', 'show', '9')).stderr).toBe('There is no delivery 9.')
  })
})
