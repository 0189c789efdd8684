import type { Problem } from '@partner-destinations/runner/wire'
import { Fragment } from 'react'

/** What is wrong with a value. For a missing value, also where the mapping looked, unless the message says so. */
export function ProblemText({ problem: { message, lookedFor } }: { problem: Pick<Problem, 'message' | 'lookedFor'> }) {
  const isSaid = lookedFor.every((path) => message.includes(path))
  return (
    <>
      <TextWithPaths text={message} />
      {!isSaid && (
        <>
          {' '}
          The mapping looked for it in <Paths paths={lookedFor} />.
        </>
      )}
    </>
  )
}

/** Paths into the event. The first one with a value counts. */
export function Paths({ paths }: { paths: string[] }) {
  return paths.map((path, index) => (
    <Fragment key={path}>
      {index > 0 && ' or '}
      <code>{path}</code>
    </Fragment>
  ))
}

/** A text in which paths into the event stand out. */
function TextWithPaths({ text }: { text: string }) {
  return text
    .split(/(\$(?:\.[\w-]+|\[[^\]]*\])+)/)
    .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))
}
