import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { faultTables } from './table'

/** The page that shows the tables. */
export const pageFile = join(__dirname, '../../../../docs/fault-tables.md')

const BEGIN = '<!-- Tables of faults: written by `npm run reliability:table`. -->\n'
const END = '<!-- End of the tables. -->\n'

/** The page as it is now. */
export function readPage(): string {
  return readFileSync(pageFile, 'utf8')
}

/**
 * The page with tables that follow from the rules.
 *
 * @throws Error when the page lacks one of the two comments around the tables
 */
export function withTables(page: string): string {
  const begin = page.indexOf(BEGIN)
  const end = page.indexOf(END)
  if (begin === -1 || end === -1)
    throw new Error(`${pageFile} has no place for the tables. Add these two lines:\n${BEGIN}${END}`)
  return `${page.slice(0, begin + BEGIN.length)}\n${faultTables()}\n${page.slice(end)}`
}
