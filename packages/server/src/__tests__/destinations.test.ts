import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { loadDestinations } from '../destinations'

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'destinations-'))
afterAll(() => fs.rmSync(directory, { recursive: true }))

function save(folder: string, definition: string): void {
  fs.mkdirSync(path.join(directory, folder))
  fs.writeFileSync(path.join(directory, folder, 'index.ts'), `export default ${definition}`)
}

describe('loadDestinations', () => {
  it('loads those that are there, and says of the others what keeps them from it', () => {
    save('empty-action', '{ name: "A", actions: { send: undefined } }')
    save('no-actions', '{ name: "B", actions: null }')
    save('works', '{ name: "C", actions: { send: { title: "Send", perform: () => undefined } } }')
    const loaded = loadDestinations(directory).map((one) =>
      'error' in one ? [one.folder, one.file, one.error] : one.folder
    )
    expect(loaded).toEqual([
      ['empty-action', 'empty-action/index.ts', 'The action "send" has no function "perform".'],
      [
        'no-actions',
        'no-actions/index.ts',
        'It exports no definition of a destination. Export an object with "name" and "actions" as default, or as "destination" in device mode.'
      ],
      'works'
    ])
  })
})
