import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isBroken, loadEntry } from '../catalogue'
import { listDestinations } from '../destinations'

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'destinations-'))
afterAll(() => fs.rmSync(directory, { recursive: true }))

function save(folder: string, definition: string): void {
  fs.mkdirSync(path.join(directory, folder))
  fs.writeFileSync(path.join(directory, folder, 'index.ts'), `export default ${definition}`)
}

it('loads those that are there, and says of the others what keeps them from it', () => {
  save('empty-action', '{ name: "A", actions: { send: undefined } }')
  save('no-actions', '{ name: "B", actions: null }')
  save('works', '{ name: "C", actions: { send: { title: "Send", perform: () => undefined } } }')
  const loaded = listDestinations(directory).map(({ folder }) => {
    const { entry } = loadEntry(directory, folder)
    return isBroken(entry) ? [entry.folder, entry.file, entry.error] : entry.name
  })
  expect(loaded).toEqual([
    ['empty-action', 'empty-action/index.ts', 'The action "send" has no function "perform".'],
    [
      'no-actions',
      'no-actions/index.ts',
      'It exports no definition of a destination. Export an object with "name" and "actions" as default, or as "destination" in device mode.'
    ],
    'C'
  ])
})

it('lists destinations with the names of their metadata, and loads none', () => {
  save('acme', '0; throw new Error("loaded")')
  const metadata = { name: 'Acme (Actions)', slug: 'actions-acme', description: 'Sends to Acme.' }
  fs.writeFileSync(path.join(directory, 'acme', 'metadata.json'), JSON.stringify({ ...metadata, actions: {} }))
  save('broken-metadata', '{}')
  fs.writeFileSync(path.join(directory, 'broken-metadata', 'metadata.json'), '{')

  expect(listDestinations(directory)).toEqual(
    expect.arrayContaining([{ folder: 'acme', ...metadata }, { folder: 'broken-metadata' }])
  )
})
