import path from 'node:path'
import { describeWritten } from '../finish'

const inFolder = (file: string) => path.resolve(file)

describe('what was written', () => {
  it.each([
    [0, []],
    [1, ['Wrote 1 snapshot of the tests']],
    [3, ['Wrote 3 snapshots of the tests']]
  ])('tells new files from changed ones, and counts %i snapshots', (snapshots, line) => {
    const written = { made: [inFolder('docs/acme.md')], changed: [inFolder('docs/fault-tables.md')], snapshots }
    expect(describeWritten(written)).toEqual(['Wrote docs/acme.md', 'Changed docs/fault-tables.md', ...line])
  })
})
