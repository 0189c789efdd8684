import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { EventInput } from '../event-input'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'event-input-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

describe('EventInput', () => {
  it('reads a file in pieces, and says how much of it was used', async () => {
    const file = path.join(folder, 'large')
    fs.writeFileSync(file, 'x'.repeat(200_000))
    const input = await EventInput.open(file)
    const parts: (number | undefined)[] = []
    for await (const chunk of input.chunks()) {
      expect(chunk.length).toBeLessThan(200_000)
      parts.push(input.progress())
    }
    expect(parts[0]).toBe(0)
    expect(parts[1]).toBeGreaterThan(0)
    expect(parts[1]).toBeLessThan(1)
    expect(input.progress()).toBe(1)
  })

  it('does not say so of an input whose end nobody knows', async () => {
    const input = await EventInput.open('/dev/null')
    expect(input.progress()).toBeUndefined()
    input.close()
  })

  it('names a file that it cannot open', async () => {
    const file = path.join(folder, 'no-such-file')
    await expect(EventInput.open(file)).rejects.toThrow(`There is no file ${file}.`)
  })

  it('names a folder, which can be opened but not read', async () => {
    const input = await EventInput.open(folder)
    await expect(input.chunks().next()).rejects.toThrow(`${folder} is a folder, not a file.`)
  })
})
