import type { ReceivedRequest } from '@partner-destinations/server/wire'
import { JsonView } from '../json/json-view'
import { counted } from '../many/counted'
import { LazyDetails } from '../many/lazy-details'
import { usePages } from '../many/pages'

/** How many requests are seen at once. */
const pageSize = 10

/** The requests that reached the sandbox in the place of a vendor without a stand-in, the newest first. */
export function ReceivedView({ received }: { received: ReceivedRequest[] }) {
  const { shown, start, nav } = usePages(received, pageSize, 'requests')
  if (received.length === 0) return <p className="empty">No request yet.</p>
  return (
    <>
      {shown.map((request, index) => (
        // Counted from the oldest, so that an open request stays open when newer ones come.
        <article key={`${request.time} ${received.length - start - index}`} className="received">
          <LazyDetails summary={<Summary request={request} />}>{() => <Details request={request} />}</LazyDetails>
        </article>
      ))}
      {nav}
    </>
  )
}

function Summary({ request: { time, method, host, path, answer } }: { request: ReceivedRequest }) {
  return (
    <span className="received-summary">
      <time className="hint" dateTime={time}>
        {new Date(time).toLocaleTimeString('en-GB')}
      </time>
      <code className="url">
        <b>{method}</b> {host}
        <wbr />
        {path}
      </code>
      <span className={`status ${answer && answer.status < 400 ? 'good' : 'bad'}`}>
        {answer?.status ?? 'No answer'}
      </span>
    </span>
  )
}

const answeredBy = {
  echo: 'by the echo, because the sandbox has no stand-in for this vendor',
  answers: 'with a canned answer',
  fault: 'by a fault that was set'
}

function Details({ request: { query, headers, body, cutFrom, answer } }: { request: ReceivedRequest }) {
  return (
    <div className="received-parts">
      <p className="hint">
        {answer
          ? `Answered with ${answer.status} ${answeredBy[answer.by]}.`
          : 'Not answered: it still waits, or a fault closed the connection.'}
      </p>
      {query.length > 0 && <Pairs title="Query" pairs={query} />}
      <Pairs title={counted(Object.keys(headers).length, 'header')} pairs={Object.entries(headers)} isClosed />
      {body === null ? (
        <p className="hint">Without a body</p>
      ) : (
        <JsonView label="Body of the received request" value={body} />
      )}
      {cutFrom !== undefined && <p className="hint">Only the beginning of {counted(cutFrom, 'character')} was kept.</p>}
    </div>
  )
}

interface PairsProps {
  title: string
  pairs: [name: string, value: string][]
  isClosed?: boolean
}

function Pairs({ title, pairs, isClosed = false }: PairsProps) {
  return (
    <details className="headers" open={!isClosed}>
      <summary>{title}</summary>
      <dl>
        {pairs.map(([name, value], index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
