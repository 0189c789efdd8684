import { useState } from 'react'
import type { ReactNode } from 'react'
import { inWords } from './counted'

interface Pages<Item> {
  /** The items of the page that is shown. */
  shown: Item[]
  /** The place of the first of them among all, from 0. */
  start: number
  /** Buttons for the other pages; nothing if there is only one page. */
  nav: ReactNode
}

/**
 * Shows a long list a page at a time.
 * @param size how many items a page has
 * @param what the name of the items, such as `rows`
 */
export function usePages<Item>(items: Item[], size: number, what: string): Pages<Item> {
  const [wanted, setPage] = useState(0)
  const last = Math.max(Math.ceil(items.length / size) - 1, 0)
  const page = Math.min(wanted, last)
  const start = page * size
  const end = Math.min(start + size, items.length)
  const nav = last > 0 && (
    <nav className="row pages" aria-label={`Pages of ${what}`}>
      <button type="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
        Previous
      </button>
      <span role="status">
        {inWords(start + 1)}–{inWords(end)} of {inWords(items.length)} {what}
      </span>
      <button type="button" disabled={page === last} onClick={() => setPage(page + 1)}>
        Next
      </button>
    </nav>
  )
  return { shown: items.slice(start, end), start, nav }
}
