import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { Selection } from '@partner-destinations/delivery'
import { beginning, isAfter, readEntries } from '../entries'
import type { Entry } from '../entries'
import { findInput } from '../input-files'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reading-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

type Contents = string | Buffer

async function read(files: Record<string, Contents>, selection = new Selection({}), at = beginning): Promise<Entry[]> {
  for (const [name, contents] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    fs.writeFileSync(path.join(folder, name), contents)
  }
  const names = Object.keys(files)
  const [given, name] = names.length === 1 ? [path.join(folder, names[0]), names[0]] : [folder, 'logs']
  const entries: Entry[] = []
  for await (const entry of readEntries(await findInput(given, name), selection, at)) entries.push(entry)
  return entries
}

/** The ids of the events, and where and why a record is bad. */
function told(entries: Entry[]): string[] {
  return entries.map((entry) => {
    if (entry.kind === 'event') return entry.event.messageId as string
    return entry.kind === 'bad' ? `${entry.place}: ${entry.problem}` : 'left out'
  })
}

const event = (messageId: string, more: object = {}) => JSON.stringify({ type: 'track', messageId, ...more })
const [a, b, c] = ['a', 'b', 'c'].map((id) => event(id))
const packed = (text: string) => gzipSync(text)
const long = event('long', { properties: { text: 'x'.repeat(1024 * 1024) } })

describe('events are read from', () => {
  it.each<[string, Record<string, Contents>, string[]]>([
    ['lines', { 'e.ndjson': `${a}\n${b}\n` }, ['a', 'b']],
    ['lines whose last one has no end', { 'e.ndjson': `${a}\n${b}` }, ['a', 'b']],
    ['lines with carriage returns', { 'e.ndjson': `${a}\r\n${b}\r\n` }, ['a', 'b']],
    ['lines after a byte order mark', { 'e.ndjson': `\uFEFF${a}\n${b}` }, ['a', 'b']],
    ['lines with blank ones between them', { 'e.ndjson': `\n${a}\n  \n\r\n${b}\n\n` }, ['a', 'b']],
    ['lines of a file without a name that tells it', { export: `${a}\n${b}` }, ['a', 'b']],
    ['an array', { 'e.json': `[${a},${b}]` }, ['a', 'b']],
    ['an indented array', { 'e.json': JSON.stringify([JSON.parse(a), JSON.parse(b)], undefined, 2) }, ['a', 'b']],
    ['an array after a byte order mark and blank lines', { 'e.json': `\uFEFF\n \n[ ${a} , ${b} ]\n` }, ['a', 'b']],
    ['an array of texts with brackets and commas', { e: `[${event('x', { event: '],[{\\"' })},${b}]` }, ['x', 'b']],
    ['an empty array', { 'e.json': '[ ]' }, []],
    ['an empty file', { 'e.ndjson': '' }, []],
    ['a CSV file', { 'e.csv': 'type,messageId\ntrack,a\ntrack,b\n' }, ['a', 'b']],
    ['a CSV file without a name that tells it', { export: 'messageId,type\na,track\n' }, ['a']],
    ['a CSV file as Excel writes it', { 'e.csv': '\uFEFFtype,messageId\r\ntrack,a\r\n\r\ntrack,b' }, ['a', 'b']],
    ['gzip', { 'e.gz': packed(`${a}\n${b}`) }, ['a', 'b']],
    ['gzip in several parts', { e: Buffer.concat([packed(`${a}\n${b.slice(0, 9)}`), packed(b.slice(9))]) }, ['a', 'b']],
    ['gzip of CSV', { 'e.csv.gz': packed('type,messageId\ntrack,a') }, ['a']],
    [
      'a folder as Segment writes it to S3, in the order of the days',
      {
        'segment-logs/src/1700179200000/x.gz': packed(c),
        'segment-logs/src/1700092800000/z.gz': packed(b),
        'segment-logs/src/1700092800000/y.gz': packed(a),
        'segment-logs/src/.hidden': event('hidden'),
        '.DS_Store': 'no event'
      },
      ['a', 'b', 'c']
    ]
  ])('%s', async (_what, files, expected) => {
    expect(told(await read(files))).toEqual(expected)
  })
})

describe('what is bad is told with its place, and the rest goes on:', () => {
  const notJson = 'is not valid JSON: value expected at column 1.'
  const type = '"type" must be one of: identify, track, page, screen, group, alias, delete.'
  it.each<[string, Record<string, Contents>, string[]]>([
    [
      'a line that is not JSON',
      { e: `${a}\nno\n\n${b}` },
      ['a', `e:2: The line ${notJson}`.replace('value expected', 'invalid symbol'), 'b']
    ],
    [
      'the first line',
      { 'e.ndjson': `?\n${a}` },
      ['e.ndjson:1: The line is not valid JSON: invalid symbol at column 1.', 'a']
    ],
    [
      'a line that is no object',
      { e: `${a}\n[1]\n${b}` },
      ['a', 'e:2: An event must be a JSON object, not an array.', 'b']
    ],
    ['an event without a type', { e: `${a}\n{}\n${b}` }, ['a', `e:2: ${type}`, 'b']],
    [
      'an event that is too large',
      { e: `${event('l', { p: 'x'.repeat(65_536) })}\n${b}` },
      ['e:1: The event is larger than 64 kB.', 'b']
    ],
    [
      'an event that is too deep',
      { e: `{"type":"track","p":${'['.repeat(200)}${']'.repeat(200)}}\n${b}` },
      ['e:1: The event is nested deeper than 100 levels.', 'b']
    ],
    ['a line that is too long', { e: `${long}\n${b}` }, ['e:1: The line is longer than 1024 kB.', 'b']],
    [
      'a line that is not UTF-8',
      { e: Buffer.concat([Buffer.from('{"type":"'), Buffer.from([0xff]), Buffer.from(`"}\n${b}`)]) },
      ['e:1: The line is not UTF-8.', 'b']
    ],
    [
      'an element that is not JSON',
      { e: `[${a},{"type":tr},${b}]` },
      ['a', 'e:2: The element is not valid JSON: invalid symbol at column 9.', 'b']
    ],
    ['an element that is too long', { e: `[${long},${b}]` }, ['e:1: The element is longer than 1024 kB.', 'b']],
    ['an array that is cut off', { e: `[${a},{"ty` }, ['a', 'e:2: The file ends before the end of its array.']],
    [
      'more after an array',
      { e: `[${a}] ${b}` },
      ['a', 'e:2: There is more after the end of the array. It was not read.']
    ],
    [
      'gzip that is cut off',
      { e: packed(`${a}\n${b}\n${'x'.repeat(50)}`).subarray(0, -10) },
      [
        'a',
        'b',
        'e:3: The line is not valid JSON: invalid symbol at column 1.',
        'e:3: The gzip data end too early: a part of the file is missing.'
      ]
    ],
    [
      'a row with too few cells',
      { e: 'type,messageId\ntrack\ntrack,b' },
      ['e:2: The row has 1 cells, and the header has 2 columns.', 'b']
    ],
    ['a row with a wrong type', { e: 'type,messageId\nTrack,a\ntrack,b' }, [`e:2: ${type}`, 'b']],
    [
      'an object that is none',
      { e: 'type,messageId,traits\nidentify,a,Ada\nidentify,b,' },
      ['e:2: "traits" must be a JSON object, or its fields must have columns such as "traits.name".', 'b']
    ],
    [
      'a quote that is not closed, and one in the middle of a cell',
      { e: 'type,messageId\n"track,a\ntrack,b\nt"x,d\ntrack,c\n"' },
      [
        ...[2].map(
          (line) =>
            `e:${line}: The quotes of the row are wrong. A cell with a quote is quoted as a whole, and its quotes are doubled.`
        ),
        'b',
        ...[4].map(
          (line) =>
            `e:${line}: The quotes of the row are wrong. A cell with a quote is quoted as a whole, and its quotes are doubled.`
        ),
        'c',
        ...[6].map(
          (line) =>
            `e:${line}: The quotes of the row are wrong. A cell with a quote is quoted as a whole, and its quotes are doubled.`
        )
      ]
    ]
  ])('%s', async (_what, files, expected) => {
    expect(told(await read(files))).toEqual(expected)
  })
})

describe('nothing is read at all if', () => {
  it.each<[string, Record<string, Contents>, string]>([
    ['there is no column "type"', { 'e.csv': 'Type,b\n1,2' }, 'e.csv can\'t be read as CSV: it has no column "type".'],
    ['a column has no name', { 'e.csv': 'type,,b\n' }, 'the name of its column 2 is empty'],
    ['a column is there twice', { 'e.csv': 'type,a,a\n' }, 'it has the column "a" twice.'],
    [
      'a column could change all objects',
      { 'e.csv': 'type,__proto__.a\n' },
      'the column "__proto__.a", which can\'t be used.'
    ],
    ['a file is UTF-16', { e: Buffer.from(`\uFEFF${a}`, 'utf16le') }, 'e is UTF-16. Save the file as UTF-8.']
  ])('%s', async (_what, files, message) => {
    await expect(read(files)).rejects.toThrow(message)
  })

  it('there is no such file, or the folder is empty', async () => {
    await expect(findInput(path.join(folder, 'none'), 'none')).rejects.toThrow('There is no file none.')
    await expect(findInput(folder, 'logs')).rejects.toThrow('There are no files in logs.')
  })
})

describe('a selection', () => {
  const at = (id: string, times: object) => event(id, times)
  const file = [
    at('early', { receivedAt: '2026-11-01T09:59:59.999Z' }),
    at('first', { receivedAt: '2026-11-01T10:00:00Z', timestamp: '2020-01-01T00:00:00Z' }),
    at('by timestamp', { timestamp: '2026-11-01T11:00:00+01:00' }),
    at('end', { receivedAt: '2026-11-01T11:00:00Z' }),
    at('timeless', {})
  ].join('\n')
  const [from, to] = ['2026-11-01T10:00:00Z', '2026-11-01T11:00:00Z'].map(Date.parse)
  const noTime = 'e:5: The event has no "receivedAt" or "timestamp", so --from and --to can\'t be compared with it.'

  it.each([
    ['of a period', { from, to }, ['left out', 'first', 'by timestamp', 'left out', noTime]],
    ['from a time on', { from }, ['left out', 'first', 'by timestamp', 'end', noTime]],
    ['by a condition', { only: 'event = "Sold"' }, ['left out', 'left out', 'left out', 'left out', 'left out']],
    ['of everything', {}, ['early', 'first', 'by timestamp', 'end', 'timeless']]
  ])('%s leaves the others out', async (_what, options, expected) => {
    expect(told(await read({ e: file }, new Selection(options)))).toEqual(expected)
  })
})

describe('a reader that goes on after any record reads the others with the same places and positions, from', () => {
  it.each<[string, Record<string, Contents>]>([
    ['lines', { e: `${a}\n\nno\n${b}\n{}\n${c}` }],
    ['an array', { e: `[${a},no,${b},{},${c}` }],
    ['CSV', { e: 'type,messageId,traits.x\ntrack,a,"1\n2"\n\n"track,b,\ntrack,c,"x"y"\ntrack,d,' }],
    ['gzip that is cut off', { e: packed(`${a}\n${b}\n${'x'.repeat(50)}`).subarray(0, -10) }],
    ['several files', { '1': `${a}\n${b}`, '2': '', '3': `[${b},${c}]`, '4.csv': 'type,messageId\ntrack,d\ntrack,e' }]
  ])('%s', async (_what, files) => {
    const all = await read(files)
    expect(all.length).toBeGreaterThan(2)
    for (const [index, { next }] of all.entries()) {
      const rest = await read(files, new Selection({}), next)
      expect(rest).toEqual(all.slice(index + 1))
      expect(rest.every((entry) => isAfter(entry.next, next))).toBe(true)
    }
  })
})

it('reads what was there at first, when more is appended meanwhile', async () => {
  const file = path.join(folder, 'e')
  fs.writeFileSync(file, `${a}\n${b}\n`)
  const input = await findInput(file, 'e')
  fs.appendFileSync(file, `${c}\n`)
  const entries: Entry[] = []
  for await (const entry of readEntries(input, new Selection({}))) entries.push(entry)
  expect(told(entries)).toEqual(['a', 'b'])
  expect((await findInput(file, 'e')).contents).not.toBe(input.contents)
})

it('keeps a large array out of memory', async () => {
  const file = path.join(folder, 'large.json')
  const handle = fs.openSync(file, 'w')
  const one = event('x', { properties: { text: 'y'.repeat(1000) } })
  const many = Array.from({ length: 1000 }, () => one).join(',')
  fs.writeSync(handle, '[')
  for (let part = 0; part < 60; part++) fs.writeSync(handle, `${part === 0 ? '' : ','}${many}`)
  fs.writeSync(handle, ']')
  fs.closeSync(handle)
  /** Bytes that somebody still needs. */
  const kept = () => {
    collectGarbage()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const before = kept()
  let most = 0
  let count = 0
  for await (const entry of readEntries(await findInput(file, 'large.json'), new Selection({}))) {
    if (entry.kind === 'event' && ++count % 20_000 === 0) most = Math.max(most, kept() - before)
  }
  expect(count).toBe(60_000)
  // The file is twice as large.
  expect(most).toBeLessThan(30 * 1024 * 1024)
})
