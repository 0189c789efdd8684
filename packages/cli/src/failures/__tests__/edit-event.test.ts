import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { BadInputError } from '@partner-destinations/server/json-input'
import { editEvent } from '../edit-event'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'edit-event-test-'))
const event = { type: 'track', event: 'Sent', properties: { total: 1 } }
/** Where the files of edited events are made. */
let temporary: string

beforeEach(() => {
  temporary = fs.mkdtempSync(path.join(folder, 'tmp-'))
  jest.spyOn(os, 'tmpdir').mockReturnValue(temporary)
  delete process.env.VISUAL
})
afterEach(() => jest.restoreAllMocks())
afterAll(() => fs.rmSync(folder, { recursive: true }))

/** Makes an editor of the body of a shell script; the file is $1. */
function useEditor(script: string, variable: 'VISUAL' | 'EDITOR' = 'EDITOR'): void {
  const file = path.join(folder, 'editor.sh')
  fs.writeFileSync(file, `${script}\n`)
  process.env[variable] = `sh ${file}`
}

const kept = () => fs.readdirSync(temporary)

it('stores what was saved, and says what was changed', async () => {
  useEditor('sed -i s/Sent/Bought/ "$1"')
  const stored: object[] = []
  const edited = await editEvent(event, 'delivery-7', async (one) => stored.push(one))

  expect(stored).toEqual([{ ...event, event: 'Bought' }])
  expect(edited).toEqual({ changes: ['-  "event": "Sent",', '+  "event": "Bought",'], stored: 1 })
  expect(kept()).toEqual([])
})

it('lets nobody else read the file', async () => {
  const modes = path.join(folder, 'modes')
  useEditor(`for one in "$1" "$(dirname "$1")"; do ls -ld "$one"; done | cut -c1-10 > ${modes}`)
  await editEvent(event, 'delivery-7', async () => undefined)

  expect(fs.readFileSync(modes, 'utf8')).toBe('-rw-------\ndrwx------\n')
})

it.each<[string, string]>([
  ['nothing was changed', 'true'],
  ['only white space was changed', 'sed -i "s/^ *//" "$1"']
])('stores nothing if %s', async (_what, script) => {
  useEditor(script)
  const store = jest.fn()

  expect(await editEvent(event, 'delivery-7', store)).toBeUndefined()
  expect(store).not.toHaveBeenCalled()
  expect(kept()).toEqual([])
})

it('prefers VISUAL to EDITOR', async () => {
  useEditor('exit 1')
  useEditor('sed -i s/Sent/Bought/ "$1"', 'VISUAL')

  expect(await editEvent(event, 'delivery-7', async () => undefined)).toBeDefined()
})

it.each<[string, string, string]>([
  ['is no JSON', 'echo "{ nothing" > "$1"', 'The event is not valid JSON: '],
  ['is no object', 'echo "[]" > "$1"', 'The event must hold a JSON object, not an array.'],
  ['cannot be delivered', 'sed -i s/track/trak/ "$1"', '"type" must be one of: track.']
])('keeps what was written if it %s', async (_what, script, message) => {
  useEditor(script)
  const store = jest.fn(() => Promise.reject(new BadInputError('"type" must be one of: track.')))
  const error = await editEvent(event, 'delivery-7', store).catch((one: Error) => one)

  expect((error as Error).message).toContain(message)
  const [, file] = /\nNothing was changed\. What you wrote is in (.+)\.$/.exec((error as Error).message) ?? []
  expect(path.basename(file)).toBe('delivery-7.json')
  expect(fs.statSync(file).size).toBeGreaterThan(0)
})

it('says when the editor fails', async () => {
  useEditor('exit 3')
  await expect(editEvent(event, 'delivery-7', async () => undefined)).rejects.toThrow(
    /^The editor "sh .+" failed, so nothing was changed\.$/
  )
  expect(kept()).toEqual([])
})

it('says when there is no editor and no terminal', async () => {
  delete process.env.EDITOR
  const { isTTY } = process.stdin
  process.stdin.isTTY = false
  await expect(editEvent(event, 'delivery-7', async () => undefined)).rejects.toThrow(
    'There is no terminal to edit in. Name an editor in the environment variable EDITOR.'
  )
  process.stdin.isTTY = isTTY
})
