import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileProblem } from '@partner-destinations/server/file-errors'
import { BadInputError } from '@partner-destinations/server/json-input'
import { glob } from 'tinyglobby'
import { FileBytes } from './file-bytes'
import { formOf } from './form'
import type { Form } from './form'

/** A file with events of the past. */
export interface InputFile {
  path: string
  /** What people know it as. */
  name: string
  /** In bytes, as it is on disk. */
  size: number
  form: Form
}

/** Everything that a replay reads, in the order in which it does. */
export interface Input {
  files: InputFile[]
  /** For people: the name of the file or folder. */
  title: string
  totalBytes: number
  /** A hash of what the files contain. */
  contents: string
}

/**
 * Looks at a file, or at all files of a folder in the order of their paths. Hidden ones are left out.
 * @param given the path that somebody typed
 * @param name what to call the file; default: the path
 * @param onRead is told how many bytes were read of how many
 * @throws BadInputError if there is no file, or one of them can't be read
 */
export async function findInput(
  given: string,
  name = given,
  onRead: (bytes: number, of: number) => void = () => undefined
): Promise<Input> {
  const found = await filesAt(given, name)
  const totalBytes = found.reduce((sum, { size }) => sum + size, 0)
  const all = createHash('sha256')
  const files: InputFile[] = []
  let before = 0
  for (const file of found) {
    const hash = createHash('sha256')
    let read = 0
    for await (const chunk of bytesOf(file)) {
      hash.update(chunk)
      read += chunk.length
      onRead(before + read, totalBytes)
    }
    before += file.size
    all.update(hash.digest())
    files.push({ ...file, form: await formOf(new FileBytes(file), file.name) })
  }
  return { files, title: path.basename(name), totalBytes, contents: all.digest('hex') }
}

/** The contents as they are on disk. */
async function* bytesOf({ path: file, name, size }: Omit<InputFile, 'form'>): AsyncGenerator<Buffer> {
  if (size === 0) return
  try {
    yield* fs.createReadStream(file, { highWaterMark: 1024 * 1024, end: size - 1 }) as AsyncIterable<Buffer>
  } catch (error) {
    throw new BadInputError(fileProblem(name, 'read', error))
  }
}

async function filesAt(given: string, name: string): Promise<Omit<InputFile, 'form'>[]> {
  const stats = statOf(given, name)
  if (!stats.isDirectory()) return [{ path: given, name, size: stats.size }]
  const inside = await glob('**/*', { cwd: given, dot: false, expandDirectories: false })
  if (inside.length === 0) throw new BadInputError(`There are no files in ${name}.`)
  return inside.sort(byCodeUnits).map((one) => {
    const file = path.join(given, one)
    return { path: file, name: path.join(name, one), size: statOf(file, path.join(name, one)).size }
  })
}

function statOf(file: string, name: string): fs.Stats {
  try {
    return fs.statSync(file)
  } catch (error) {
    throw new BadInputError(fileProblem(name, 'read', error))
  }
}

/** The same order on every machine. */
function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : 1
}
