import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { FailedOut } from '../failed-out'
import { findInput } from '../input-files'

let folder: string
let file: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'failed-out-'))
  file = path.join(folder, 'bad')
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

const replay = (bad: number, id = 1) => ({ id, identity: 'i', records: { bad } })

function input(...contents: string[]) {
  const inside = path.join(folder, 'in')
  fs.mkdirSync(inside, { recursive: true })
  for (const [index, text] of contents.entries()) fs.writeFileSync(path.join(inside, String(index)), text)
  return findInput(inside)
}

const raw = (...texts: string[]) => texts.map((text) => Buffer.from(text))
const text = () => fs.readFileSync(file, 'utf8')

it('has the records as they stand in their files, for its owner only', async () => {
  const out = FailedOut.open(file, await input('{}'), replay(0))
  out.add(raw('{"a":', '?'), 0)
  out.add([undefined], 2)
  out.add(raw('[1,\n 2]', 'no\n  json'), 3)
  expect(out.close(true)).toBe(true)
  expect(text()).toBe('{"a":\n?\n[1,2]\nno json\n')
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  expect(fs.readdirSync(folder).sort()).toEqual(['bad', 'in'])
})

it('has rows of CSV with their header', async () => {
  const out = FailedOut.open(file, await input('type,a\ntrack,1', 'type,a\ntrack,2'), replay(0))
  out.add(raw('x,"1\n2"'), 0)
  out.add(raw('y'), 1)
  out.close(true)
  expect(text()).toBe('type,a\nx,"1\n2"\ny\n')
})

it('is gone if there are no records', async () => {
  const out = FailedOut.open(file, await input('{}'), replay(0))
  out.add([], 0)
  expect(out.close(true)).toBe(false)
  expect(fs.readdirSync(folder)).toEqual(['in'])
})

describe('a replay that was killed and goes on has each record once,', () => {
  it.each([
    ['if the store has not counted the last ones', 1],
    ['if the store has counted the last ones', 3]
  ])('%s', async (_when, counted) => {
    const files = await input('{}')
    const killed = FailedOut.open(file, files, replay(0))
    killed.add(raw('first'), 0)
    killed.add(raw('second', 'third'), 1)
    const out = FailedOut.open(file, files, replay(counted))
    if (counted === 1) out.add(raw('second', 'third'), 1)
    out.add(raw('fourth'), 3)
    out.close(true)
    expect(text()).toBe('first\nsecond\nthird\nfourth\n')
  })

  it('if it was killed before there were any', async () => {
    const files = await input('{}')
    FailedOut.open(file, files, replay(0))
    const out = FailedOut.open(file, files, replay(0))
    out.add(raw('first'), 0)
    out.close(true)
    expect(text()).toBe('first\n')
  })

  it('if it was stopped, and its batch is sent in smaller parts', async () => {
    const files = await input('{}')
    const stopped = FailedOut.open(file, files, replay(0))
    stopped.add(raw('first', 'second'), 0)
    stopped.add(raw('first'), 0)
    stopped.add(raw('second'), 1)
    stopped.close(false)
    const out = FailedOut.open(file, files, replay(2))
    out.add(raw('third'), 2)
    out.close(true)
    expect(text()).toBe('first\nsecond\nthird\n')
  })
})

describe('it is refused if', () => {
  it.each([
    ['the file exists', 1],
    ['the file is of another replay', 2]
  ])('%s', async (_why, id) => {
    const files = await input('{}')
    if (id === 1) fs.writeFileSync(file, 'mine')
    else {
      const other = FailedOut.open(file, files, replay(0))
      other.add(raw('x'), 0)
      other.close(false)
    }
    const before = text()
    expect(() => FailedOut.open(file, files, replay(0, id))).toThrow(
      `${file} exists already. Give --failed-out another name, or remove the file.`
    )
    expect(text()).toBe(before)
  })

  it.each([
    ['lines and CSV', ['{}', 'type,a\n']],
    ['CSV with other columns', ['type,a\n', 'type,b\n']]
  ])('the files are %s', async (_what, contents) => {
    const files = await input(...contents)
    expect(() => FailedOut.open(file, files, replay(0))).toThrow(
      '--failed-out can take rows of CSV files only if all files have the same columns. Replay the others by themselves.'
    )
    expect(fs.existsSync(file)).toBe(false)
  })

  it('it cannot be written', async () => {
    const files = await input('{}')
    const inside = path.join(folder, 'none', 'bad')
    expect(() => FailedOut.open(inside, files, replay(0))).toThrow('Make it first.')
  })
})
