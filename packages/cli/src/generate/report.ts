import { shortPath } from '../places'
import { diff, outdated, write } from './generated-file'
import type { GeneratedFile } from './generated-file'

/** What a generator says at its end, and whether the files are now (or, when only checked, were) as they should be. */
export interface Report {
  lines: string[]
  ok: boolean
}

/** Writes the files that are not as they should be; with `check` writes none, and shows what would change. */
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
