import fs from 'node:fs'
import { BadInputError, readTextFile } from '@partner-destinations/server/json-input'
import { shortPath } from './places'

/**
 * The open assumptions about a vendor: the list on its page under the heading "Open assumptions". They are only there.
 * If the section says "None.", there are none.
 * @param file the page, `docs/<vendor>.md`
 * @throws BadInputError if the page or the list is missing, because a missing list doesn't mean that all is certain
 */
export function readOpenAssumptions(file: string): string[] {
  const page = shortPath(file)
  if (!fs.existsSync(file)) {
    throw new BadInputError(
      `There is no ${page}. Write a page about the destination. Its section "Open assumptions" must list what the vendor has not confirmed, or say "None.".`
    )
  }
  const [, section] = /^#+ Open assumptions\n([^]*?)(?=^#|$(?![^]))/m.exec(readTextFile(file)) ?? []
  if (section === undefined)
    throw new BadInputError(
      `${page} has no section "Open assumptions". Add one that lists what the vendor has not confirmed, or says "None.".`
    )
  // Indented lines continue an item.
  const items = section.match(/^- .*(\n {2}.*)*/gm) ?? []
  if (items.length === 0 && section.trim() !== 'None.') {
    throw new BadInputError(`The section "Open assumptions" of ${page} must be a list, or say "None.".`)
  }
  return items.map((item) => item.slice(2).replace(/\s*\n\s*/g, ' '))
}

/**
 * Refuses to hand over a destination whose open assumptions nobody has said to know of.
 * @param missing what else is not ready, for the error
 * @throws BadInputError that lists every one of them
 */
export function requireAcknowledgement(
  name: string,
  assumptions: string[],
  acknowledged: boolean,
  missing: string[] = []
): void {
  if (assumptions.length === 0 || acknowledged) return
  throw new BadInputError(
    [
      `${name} relies on assumptions that nobody has confirmed yet:`,
      ...assumptions.map((assumption) => `  - ${assumption}`),
      ...missing.map((what) => `Missing. ${what}`),
      'Ask the vendor. To continue anyway, add --acknowledge-assumptions. The command then lists them in what it writes.'
    ].join('\n')
  )
}
