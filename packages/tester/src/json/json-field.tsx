import { lazy, Suspense } from 'react'
import type { JsonEditorProps } from './json-editor'

const JsonEditor = lazy(() => import('./json-editor'))

/** The editor; until it is loaded, a plain field with the same text. */
export function JsonField(props: JsonEditorProps) {
  const { label, value, onChange } = props
  return (
    <Suspense
      fallback={
        <textarea className="editor code" aria-label={label} value={value} onChange={(e) => onChange(e.target.value)} />
      }
    >
      <JsonEditor {...props} />
    </Suspense>
  )
}
