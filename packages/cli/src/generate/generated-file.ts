import fs from 'node:fs'
import path from 'node:path'
import { createTwoFilesPatch } from 'diff'
import { shortPath } from '../places'

/** A file with the text that a generator gives it. `path` is absolute. */
export interface GeneratedFile {
  path: string
  text: string
}

/** Upstream's prettier settings. They are fixed, so the folder in which a command runs makes no difference. */
export const STYLE = { semi: false, singleQuote: true, trailingComma: 'none', printWidth: 120 } as const

/** The files that are missing or have another text. */
export function outdated(files: GeneratedFile[]): GeneratedFile[] {
  return files.filter((file) => readIfThere(file.path) !== file.text)
}

/** Writes files, and creates their folders. */
export function write(files: GeneratedFile[]): void {
  for (const file of files) {
    fs.mkdirSync(path.dirname(file.path), { recursive: true })
    fs.writeFileSync(file.path, file.text)
  }
}

/** What the generator would change in a file, as a unified diff with paths from the working directory. */
export function diff(file: GeneratedFile): string {
  const current = readIfThere(file.path)
  const name = shortPath(file.path)
  const from = current === undefined ? '/dev/null' : `a/${name}`
  const headers = { includeIndex: false, includeUnderline: false, includeFileHeaders: true }
  return createTwoFilesPatch(from, `b/${name}`, current ?? '', file.text, undefined, undefined, {
    headerOptions: headers
  }).trimEnd()
}

/** With LF at the ends of lines. A checkout may have written CRLF, which doesn't count as a change. */
function readIfThere(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').replace(/\r\n/g, '\n') : undefined
}
