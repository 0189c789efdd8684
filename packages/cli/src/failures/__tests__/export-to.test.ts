import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { exportToFile } from '../export-to'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'export-to-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

async function* pieces(...all: (string | Error)[]): AsyncGenerator<string> {
  for (const piece of all) {
    if (piece instanceof Error) throw piece
    yield piece
  }
}

it('counts the lines, wherever the pieces end', async () => {
  const file = path.join(folder, 'lines.ndjson')

  expect(await exportToFile(file, pieces('{"a":1}\n{"b"', ':"ü"}\n', '{}\n'))).toBe(3)
  expect(fs.readFileSync(file, 'utf8')).toBe('{"a":1}\n{"b":"ü"}\n{}\n')
})

it('leaves no part of the lines if they end too early', async () => {
  const file = path.join(folder, 'part.ndjson')

  await expect(exportToFile(file, pieces('{}\n', new Error('It has stopped.')))).rejects.toThrow('It has stopped.')
  expect(fs.existsSync(file)).toBe(false)
})

it('says when there is no such folder', async () => {
  await expect(exportToFile(path.join(folder, 'none/file'), pieces())).rejects.toThrow(/^There is no folder for /)
})
