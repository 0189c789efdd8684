import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { useCommands } from './commands'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'answers-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

const runCommand = useCommands()
const destinations = path.join(__dirname, '../../../../destination-actions/src/destinations')
const test = (destination: string) => path.join(destinations, destination, '__tests__/index.test.ts')

describe('answers record', () => {
  it('refuses to replace a file with answers, whatever its ending', async () => {
    const file = path.join(folder, 'wigzo.answers.json')
    fs.writeFileSync(file, '{}')
    const { stderr, code } = await runCommand(['answers', 'record', test('wigzo'), '--answers', folder])
    expect(stderr).toBe(`${file} exists already. Move it, or use another folder with --answers.`)
    expect(code).toBe(1)
  })

  it.each([
    [['/nowhere/x.test.ts'], '/nowhere/x.test.ts is in no folder of a destination.'],
    [[test('wigzo'), test('wishpond')], 'The tests are of wigzo and wishpond. Record one destination at a time.'],
    [
      [path.join(destinations, 'refersion/__tests__/none.test.ts')],
      'There is no file packages/destination-actions/src/destinations/refersion/__tests__/none.test.ts.'
    ]
  ])('refuses %j', async (tests, message) => {
    const { stderr, code } = await runCommand(['answers', 'record', ...tests, '--answers', folder])
    expect(stderr).toBe(message)
    expect(code).toBe(1)
  })
})
