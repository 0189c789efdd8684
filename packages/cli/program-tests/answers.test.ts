import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readAnswersFile } from '@partner-destinations/answers'
import { runBin } from '../src/commands/__tests__/bin'

describe('answers record, as a program', () => {
  it('writes what the tests of a destination answer, into a folder that it makes', async () => {
    const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'answers-'))
    const folder = path.join(parent, 'recorded')
    const wigzo = path.join(__dirname, '../../destination-actions/src/destinations/wigzo')
    const tests = ['trackPage/__tests__/index.test.ts', 'identifyUser/__tests__/index.test.ts']
    const args = ['answers', 'record', ...tests.map((test) => path.join(wigzo, test)), '--answers', folder]
    const { stdout, code } = await runBin(args)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Wrote \d+ answers to .*wigzo\.answers\.yaml\.\n$/)
    const entries = readAnswersFile(fs.readFileSync(path.join(folder, 'wigzo.answers.yaml'), 'utf8'), 'answers')
    expect(new Set(entries.map(({ host }) => host))).toEqual(new Set(['app.wigzo.com']))
    fs.rmSync(parent, { recursive: true })
  })
})
