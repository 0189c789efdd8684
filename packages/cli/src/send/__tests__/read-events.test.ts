import { readEvents, readLine } from '../read-events'
import type { Line } from '../read-lines'

const event = '{"type":"identify","userId":"u-1"}'

/** What `readEvents` makes of an input that comes in pieces of some bytes: a payload, or lines by their numbers. */
async function read(content: string | Buffer, { source = 'events', pieces = 7 } = {}) {
  const bytes = Buffer.from(content as string)
  const events = await readEvents({
    source,
    async *chunks() {
      for (let start = 0; start < bytes.length; start += pieces) yield bytes.subarray(start, start + pieces)
    }
  })
  if (events.kind === 'one') return events.payload
  const lines: [number, string][] = []
  for await (const { number, bytes: line } of events.lines) lines.push([number, line.toString()])
  return lines
}

describe('readEvents', () => {
  it.each([
    ['on one line', event],
    ['on one line that ends with a line feed', `${event}\n`],
    ['after a byte order mark', `\uFEFF${event}`],
    ['between blank lines', `\n  \r\n${event}\r\n\n`],
    ['on lines of its own', '{\n  "type": "identify",\n  "userId": "u-1"\n}\n'],
    ['on lines that end as those of Windows', '\uFEFF{\r\n  "type": "identify",\r\n  "userId": "u-1"\r\n}\r\n'],
    ['with an object on a line', '{"type": "identify", "userId":\n"u-1"}']
  ])('reads one event %s', async (_how, content) => {
    expect(await read(content)).toEqual({ type: 'identify', userId: 'u-1' })
  })

  it.each([
    ['on one line', `[${event}, ${event}]`],
    ['with an event on each line', `[\n${event},\n${event}\n]\n`],
    ['that is indented', JSON.stringify([JSON.parse(event), JSON.parse(event)], null, 2)]
  ])('reads an array %s', async (_how, content) => {
    expect(await read(content)).toEqual([JSON.parse(event), JSON.parse(event)])
  })

  it.each([
    ['two', `${event}\n${event}`, [1, 2]],
    ['some between blank ones, which count', `\n${event}\n\n \t\r\n${event}\n`, [2, 5]],
    ['those of Windows', `\uFEFF${event}\r\n${event}\r\n`, [1, 2]],
    ['a bad one among them', `${event}\n{"type": \n${event}\n`, [1, 2, 3]],
    ['a bad one at first', `{"type": \n${event}\n`, [1, 2]],
    ['a heading at first', `events of May\n${event}\n`, [1, 2]],
    ['a list at first', `[]\n${event}\n`, [1, 2]],
    ['a list at first that does not end', `[{"type":\n${event}\n`, [1, 2]],
    ['bytes that are not UTF-8 at first', Buffer.from(`{"a":"\xe9"}\n${event}\n`, 'latin1'), [1, 2]],
    ['bytes that are not UTF-8 after a bad one', Buffer.from(`{"a": \n${event}\n{"a":"\xe9"}\n`, 'latin1'), [1, 2, 3]],
    ['characters that end a line in Unicode', '{"a":"\u2028"}\n{"a":"\u0085"}\n', [1, 2]]
  ])('reads lines: %s', async (_what, content, numbers) => {
    expect(((await read(content)) as [number, string][]).map(([number]) => number)).toEqual(numbers)
  })

  it('keeps the bytes of a line as they are', async () => {
    expect(await read(`${event}\r\n {"type": \r\n`)).toEqual([
      [1, `${event}\r`],
      [2, ' {"type": \r']
    ])
  })

  it('reads lines that are all bad, when the name of the file says that it holds lines', async () => {
    expect(await read('{"a": \n{"b": \n', { source: 'events.ndjson' })).toHaveLength(2)
    expect(await read('{"a": \n{"b": \n', { source: 'events.JSONL' })).toHaveLength(2)
    await expect(read('{"a": \n{"b": \n', { source: 'events.json' })).rejects.toThrow('events.json is not valid JSON')
  })

  it('does not take the parts of a broken event for events of their own', async () => {
    const broken = '{\n  "type": "track",\n  "properties":\n    {"price": 1},\n}\n'
    await expect(read(broken)).rejects.toThrow('events is not valid JSON: property name expected at line 5, column 1.')
  })

  it.each([
    ['an empty file', '', 'events is empty. It must contain an event.'],
    ['blank lines', '\uFEFF\n \r\n', 'events is empty. It must contain an event.'],
    ['an array without an event', '[]', 'events is an empty array: it must hold at least one event.'],
    [
      'an array without a comma',
      `[\n${event}\n${event}\n]`,
      'events is not valid JSON: comma expected at line 3, column 1.'
    ],
    ['an array that is cut off', `[\n${event},\n${event.slice(0, 9)}`, 'events is not valid JSON: '],
    ['UTF-16', Buffer.from(`\uFEFF${event}\n${event}`, 'utf16le'), 'events is UTF-16. Save the file as UTF-8.'],
    ['Latin-1', Buffer.from('{"a":"\xe9"}', 'latin1'), 'events is not UTF-8. Save the file as UTF-8.']
  ])('refuses %s', async (_what, content, message) => {
    await expect(read(content)).rejects.toThrow(message)
  })

  it('does not read further than it has to, to tell lines from an event', async () => {
    let lines = 0
    const events = await readEvents({
      source: 'events',
      async *chunks() {
        for (; lines < 1_000_000; lines++) yield Buffer.from(`${event}\n`)
      }
    })
    expect(events.kind).toBe('lines')
    expect(lines).toBe(1)
  })

  it('gives up looking for the end of an event that never ends', async () => {
    const long = Buffer.from(`{"a":"${'x'.repeat(1024 * 1024)}"}\n`)
    let lines = 0
    const events = await readEvents({
      source: 'events',
      async *chunks() {
        yield Buffer.from('{"a": \n')
        for (; lines < 100; lines++) yield long
      }
    })
    expect(events.kind).toBe('lines')
    expect(lines).toBeLessThan(20)
  })
})

describe('readLine', () => {
  const line = (content: string | Buffer): Line => ({ number: 2, bytes: Buffer.from(content as string) })

  it('reads the event of a line', () => {
    expect(readLine('events, line 2', line(`\uFEFF${event}\r`))).toEqual({ type: 'identify', userId: 'u-1' })
  })

  it.each([
    ['{"type": ', 'is not valid JSON: value expected at column 10.'],
    [`[${event}]`, 'must be one event, a JSON object, and not a list.'],
    ['7', 'must be one event, a JSON object.'],
    [Buffer.from('{"a":"\xe9"}', 'latin1'), 'is not UTF-8. Save the file as UTF-8.']
  ])('refuses %j, and names the line once', (content, message) => {
    expect(() => readLine('events, line 2', line(content))).toThrow(`events, line 2 ${message}`)
  })
})
