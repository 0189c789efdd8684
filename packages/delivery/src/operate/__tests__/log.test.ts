import { createLog } from '../log'

function logTo(isTTY: boolean) {
  const lines: string[] = []
  const log = createLog({ isTTY, write: (line: string) => lines.push(line) }, (line) =>
    line.replaceAll('s3cret', '***')
  )
  return { lines, log }
}

it('writes a JSON line for each message', () => {
  const { lines, log } = logTo(false)
  log.info({ port: 8080 }, 'Intake listens.')
  log.error({ error: 'The disk is full.' }, 'The store failed.')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { level: 'info', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), port: 8080, msg: 'Intake listens.' },
    { level: 'error', time: expect.anything(), error: 'The disk is full.', msg: 'The store failed.' }
  ])
  expect(lines.join('')).toMatch(/^[^\n]*\n[^\n]*\n$/)
})

it('writes for people on a terminal', () => {
  const { lines, log } = logTo(true)
  log.warn({ destination: 'acme' }, 'Paused.')
  // eslint-disable-next-line no-control-regex -- colours
  expect(lines.join('').replace(/\u001b\[\d+m/g, '')).toMatch(
    /^\[\d\d:\d\d:\d\d\] WARN: Paused\.\n {4}destination: "acme"\n$/
  )
})

describe('it leaves out', () => {
  it.each([
    'authorization',
    'body',
    'event',
    'exchanges',
    'payload',
    'settings',
    'webhookSecret',
    'webhookToken',
    'writeKey'
  ])('"%s"', (key) => {
    const { lines, log } = logTo(false)
    log.info({ [key]: 'hidden', inside: { [key]: 'hidden', kept: 1 } }, 'Said.')
    expect(JSON.parse(lines[0])).toEqual({ level: 'info', time: expect.anything(), inside: { kept: 1 }, msg: 'Said.' })
  })
})

it.each([false, true])('conceals secrets in what is left (terminal: %s)', (isTTY) => {
  const { lines, log } = logTo(isTTY)
  log.error({ error: 'The key s3cret is refused.' }, 'Failed with s3cret.')
  expect(lines.join('')).not.toContain('s3cret')
  expect(lines.join('')).toContain('The key *** is refused.')
})

it.each([
  [false, true],
  [true, false]
])('says which process it is from; on a terminal: %j', (isTTY, says) => {
  const lines: string[] = []
  createLog({ isTTY, write: (line: string) => lines.push(line) }, undefined, 'cafe0001').info({}, 'It runs.')
  expect(lines.join('').includes('cafe0001')).toBe(says)
})
