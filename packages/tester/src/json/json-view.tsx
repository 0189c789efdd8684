import { lazy, Suspense } from 'react'
import { format, parse } from './json'

const HighlightedJson = lazy(() => import('./highlighted-json'))

/** Longer texts would keep the browser busy: of a huge answer the beginning is shown. */
const longest = 50_000

/** A value to read; of a text that is JSON, what it says. It can be scrolled by keyboard, so it has a name. */
export function JsonView({ label, value }: { label: string; value: unknown }) {
  const { text, isJson } = readable(value)
  const shown = text.length > longest ? `${text.slice(0, longest)}\n… ${text.length - longest} more characters` : text
  return (
    <pre className="code" tabIndex={0} role="region" aria-label={label}>
      {isJson ? (
        <Suspense fallback={shown}>
          <HighlightedJson text={shown} />
        </Suspense>
      ) : (
        shown
      )}
    </pre>
  )
}

function readable(value: unknown): { text: string; isJson: boolean } {
  if (typeof value !== 'string') return { text: format(value), isJson: true }
  const { value: parsed, error } = parse(value)
  return error === undefined ? { text: format(parsed), isJson: true } : { text: value, isJson: false }
}
