import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { FailedOut } from '../failed-out'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'failed-out-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

describe('FailedOut', () => {
  it.each([
    ['lines' as const, 'a\r\nb\n'],
    ['list' as const, '[\na\r,\nb\n]\n']
  ])('writes %s, each as it came', (form, content) => {
    const file = path.join(folder, form)
    const failedOut = FailedOut.create(file, form)
    failedOut.add(Buffer.from('a\r'))
    failedOut.add('b')
    failedOut.close()
    expect(fs.readFileSync(file, 'utf8')).toBe(content)
  })

  it('has written an event when `add` returns, for whatever comes next', () => {
    const file = path.join(folder, 'at-once')
    const failedOut = FailedOut.create(file, 'lines')
    failedOut.add('a')
    expect(fs.readFileSync(file, 'utf8')).toBe('a')
    failedOut.close()
  })

  it('keeps bytes that are not UTF-8', () => {
    const file = path.join(folder, 'bytes')
    const failedOut = FailedOut.create(file, 'lines')
    failedOut.add(Buffer.from([0xe9, 0xff]))
    failedOut.close()
    expect([...fs.readFileSync(file)]).toEqual([0xe9, 0xff, 0x0a])
  })

  it('leaves no file when nothing failed', () => {
    const file = path.join(folder, 'nothing')
    FailedOut.create(file, 'list').close()
    expect(fs.existsSync(file)).toBe(false)
  })

  it('never writes over a file', () => {
    const file = path.join(folder, 'kept')
    fs.writeFileSync(file, 'events that failed before')
    expect(() => FailedOut.create(file, 'lines')).toThrow(
      `${file} exists already. Give --failed-out another name, or remove the file.`
    )
    expect(fs.readFileSync(file, 'utf8')).toBe('events that failed before')
  })

  it('says why it cannot write', () => {
    const file = path.join(folder, 'no-such-folder', 'failed.ndjson')
    expect(() => FailedOut.create(file, 'lines')).toThrow(`There is no folder for ${file}. Make it first.`)
  })
})
