import type { EventResult } from '@partner-destinations/runner/wire'
import { grouped } from '../many/grouped'
import { Groups } from '../many/groups'
import { ProblemText } from '../problem-text'
import { isFailed } from './verdict'

/** More events than these are shown in groups. */
const few = 10

/** What became of each event of a batch. */
export function BatchResults({ results }: { results: EventResult[] }) {
  const items = results.map((result, index) => ({ result, number: index + 1 }))
  return (
    <article className="part">
      <h3>Each event of the batch</h3>
      {results.length <= few ? (
        <ol className="events">
          {results.map((result, index) => (
            <li key={index}>
              <ResultView result={result} />
            </li>
          ))}
        </ol>
      ) : (
        <Groups
          groups={grouped(items, ({ result }) => ({
            mark: isFailed(result) ? 'bad' : 'good',
            label: `${result.status} ${result.errormessage ?? 'Taken'}`
          }))}
          what="events"
          titleOf={({ number }) => `Event ${number} of the batch`}
        >
          {({ result }) => (
            <p>
              <ResultView result={result} />
            </p>
          )}
        </Groups>
      )}
    </article>
  )
}

function ResultView({ result }: { result: EventResult }) {
  const { status, errormessage = 'Taken', problems = [] } = result
  return (
    <>
      <span className={`status ${isFailed(result) ? 'bad' : 'good'}`}>{status}</span>{' '}
      {problems.length === 0
        ? errormessage
        : problems.map((problem, index) => (
            <span key={index}>
              {index > 0 && ' '}
              <ProblemText problem={problem} />
            </span>
          ))}
    </>
  )
}
