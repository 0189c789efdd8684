import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

/** What a line of a password file is for. */
interface Connecting {
  host: string
  port: number
  database: string
  user: string
}

/**
 * The password that a file of libpq's format has: lines of `host:port:database:user:password`, where `*` stands for
 * anything. The first line that fits counts.
 * @param file default: `~/.pgpass`
 * @returns empty if there is none
 * @throws Error if the file was named and can't be read, or others than its owner can read it
 * @see https://www.postgresql.org/docs/15/libpq-pgpass.html
 */
export async function passwordFromFile(of: Connecting, file?: string): Promise<string> {
  const content = await read(file)
  const wanted = [of.host, String(of.port), of.database, of.user]
  for (const line of content.split(/\r?\n/)) {
    if (line.startsWith('#')) continue
    // A colon or a backslash in a value has a backslash before it.
    const fields = [...line.matchAll(/((?:\\.|[^:\\])*)(?::|$)/g)].map(([, field]) => field.replace(/\\(.)/g, '$1'))
    if (fields.length < 5 || !wanted.every((value, place) => fields[place] === '*' || fields[place] === value)) continue
    return fields[4]
  }
  return ''
}

async function read(named?: string): Promise<string> {
  const file = named ?? path.join(os.homedir(), '.pgpass')
  try {
    const { mode } = await fs.stat(file)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new Error(`Others can read the password file ${file}. Run: chmod 600 ${file}`)
    }
    return await fs.readFile(file, 'utf8')
  } catch (error) {
    if (named === undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
