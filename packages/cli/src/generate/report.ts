import { shortPath } from '../places'
import { diff, outdated, write } from './generated-file'
import type { GeneratedFile } from './generated-file'

/** The last line of a generator, and whether the files are right now. With `check`, whether they were right before. */
export interface Report {
  lines: string[]
  ok: boolean
}

/** Writes the files that are out of date. With `check`, it writes none, and shows what would change. */
export function bringUpToDate(files: GeneratedFile[], check: boolean): Report {
  const changed = outdated(files)
  const total = files.length === 1 ? '1 file' : `${files.length} files`
  if (check) {
    const summary = changed.length === 0 ? `${total} up to date.` : `${changed.length} of ${total} out of date.`
    return { lines: [...changed.map(diff), summary], ok: changed.length === 0 }
  }
  write(changed)
  return {
    lines: [...changed.map((file) => `Wrote ${shortPath(file.path)}`), `${total}, ${changed.length} written.`],
    ok: true
  }
}
