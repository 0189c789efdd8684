import type { CallError } from '@partner-destinations/runner/wire'
import { ProblemText } from '../problem-text'
import { isUnanswered } from '../server/server'
import { textOf } from './units'

/** An error as the person who reads Segment's Event Delivery page would meet it. */
export function ErrorMessage({ error, lead }: { error: Omit<CallError, 'requestError'>; lead: string }) {
  const { errorClass, statusCode, retry } = error
  if (isUnanswered(error)) {
    return (
      <div className="notice refused">
        <p>
          <strong>Refused by the sandbox.</strong> {textOf(error)}
        </p>
      </div>
    )
  }
  const problems = problemsOf(error)
  return (
    <div className="notice bad">
      <p>
        <strong>{lead}</strong> {problems.length === 0 && textOf(error)}
      </p>
      {problems.length > 0 && (
        <ul>
          {problems.map((problem, index) => (
            <li key={index}>
              {problem.label !== '' && !problem.message.includes(problem.label) && <b>{problem.label}: </b>}
              <ProblemText problem={problem} />
            </li>
          ))}
        </ul>
      )}
      <p className="facts">
        {problems.length > 0 ? <span>The payload does not match the fields</span> : <code>{errorClass}</code>}
        <span>status {statusCode}</span>
        <span>{retry ? 'Segment would retry' : 'Segment would not retry'}</span>
      </p>
    </div>
  )
}

/** What is wrong with each field, in plain sentences if the error has them, or else in the framework's words. */
function problemsOf({ problems, fields = {} }: Pick<CallError, 'fields' | 'problems'>) {
  if (problems && problems.length > 0) return problems
  return Object.entries(fields).map(([label, message]) => ({ label, message, lookedFor: [] }))
}
