import { jsonLanguage } from '@codemirror/lang-json'
import { classHighlighter, highlightCode } from '@lezer/highlight'
import { Fragment } from 'react'
import type { ReactNode } from 'react'

/** JSON text in colours. */
export default function HighlightedJson({ text }: { text: string }) {
  const parts: ReactNode[] = []
  highlightCode(
    text,
    jsonLanguage.parser.parse(text),
    classHighlighter,
    (part, classes) => parts.push(classes ? <span className={classes}>{part}</span> : part),
    () => parts.push('\n')
  )
  return parts.map((part, index) => <Fragment key={index}>{part}</Fragment>)
}
