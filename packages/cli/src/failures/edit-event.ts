import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { BadInputError, readJsonObject } from '@partner-destinations/server/json-input'
import { structuredPatch } from 'diff'

/**
 * Opens an event in the editor of the person, and stores what was saved.
 * @param name of the file, without its extension
 * @param store stores the corrected event; throws BadInputError if it is wrong
 * @returns what was changed, as lines that begin with + and -, and what `store` returned; undefined if nothing was changed
 * @throws BadInputError if the editor fails, or the event is wrong. Then nothing is changed, and what was written is kept in
 * a file that the message names
 */
export async function editEvent<Stored>(
  event: object,
  name: string,
  store: (edited: object) => Promise<Stored>
): Promise<{ changes: string[]; stored: Stored } | undefined> {
  const before = `${JSON.stringify(event, null, 2)}\n`
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'event-'))
  const file = path.join(folder, `${name}.json`)
  fs.writeFileSync(file, before, { mode: 0o600 })
  let after = before
  try {
    await openEditor(file)
    after = fs.readFileSync(file, 'utf8')
    if (isSame(before, after)) {
      remove(folder)
      return undefined
    }
    const stored = await store(readJsonObject('The event', after))
    remove(folder)
    return { changes: changesBetween(before, after), stored }
  } catch (error) {
    if (after === before) {
      remove(folder)
      throw error
    }
    if (!(error instanceof BadInputError)) throw error
    throw new BadInputError(`${error.message}\nNothing was changed. What you wrote is in ${file}.`)
  }
}

async function openEditor(file: string): Promise<void> {
  const named = [process.env.VISUAL, process.env.EDITOR].find((one) => one !== undefined && one.trim() !== '')
  if (named === undefined && !process.stdin.isTTY) {
    throw new BadInputError('There is no terminal to edit in. Name an editor in the environment variable EDITOR.')
  }
  const editor = named ?? 'vi'
  // The variable may have arguments, such as `code --wait`.
  const child = spawn(`${editor} "${file}"`, { shell: true, stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new BadInputError(`The editor ${JSON.stringify(editor)} failed, so nothing was changed.`)
}

function isSame(before: string, after: string): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(before), JSON.parse(after))
  } catch {
    return false
  }
}

function changesBetween(before: string, after: string): string[] {
  const normal = `${JSON.stringify(JSON.parse(after), null, 2)}\n`
  const { hunks } = structuredPatch('', '', before, normal, '', '', { context: 0 })
  return hunks.flatMap(({ lines }) => lines)
}

function remove(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true })
}
