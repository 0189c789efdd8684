import type { Exchange } from '@partner-destinations/runner/wire'
import { JsonView } from '../json/json-view'
import { counted } from '../many/counted'
import { isGood } from './units'

interface ExchangeProps {
  exchange: Exchange
  /** Its place among the exchanges, from 1. */
  number: number
  title: string | undefined
  /** Why the destination expects an answer that looks like a failure. */
  whyExpected: string | undefined
}

/** A request beside the answer to it. */
export function ExchangeView({ exchange, number, title, whyExpected }: ExchangeProps) {
  const { request, response, duration, fault } = exchange
  const url = new URL(request.url)
  const name = `Request ${number}`
  return (
    <article className="part exchange" aria-label={name}>
      <h3>
        <span className="number">{number}</span>
        <code className="url">
          <b>{request.method}</b> {url.host}
          <wbr />
          {url.pathname}
        </code>
        <span className={`status ${look()}`}>
          {response ? `${response.statusCode} ${response.statusMessage}` : 'No answer'}
        </span>
        <span className="hint">{duration} ms</span>
      </h3>
      {title !== undefined && <p className="hint">{title}</p>}
      {exchange.withoutClient && (
        <p className="hint">Sent without Segment’s request client, such as by an SDK or with fetch.</p>
      )}
      {fault !== undefined && (
        <p className="notice fault">
          <strong>Fault:</strong> {fault}
        </p>
      )}
      {whyExpected !== undefined && <p className="notice expected">{whyExpected}</p>}
      <div className="sides">
        <div className="side">
          <h4>Request</h4>
          <Headers headers={request.headers} url={request.url} />
          {request.body !== '' && <JsonView label={`Body of request ${number}`} value={request.body} />}
        </div>
        <div className="side">
          <h4>Answer</h4>
          {response ? (
            <>
              <Headers headers={response.headers} />
              {response.body === undefined || response.body === '' ? (
                <p className="hint">An empty body</p>
              ) : (
                <JsonView label={`Body of answer ${number}`} value={response.body} />
              )}
            </>
          ) : (
            <p className="hint">The connection ended, or took too long, before an answer came.</p>
          )}
        </div>
      </div>
    </article>
  )

  function look(): string {
    if (whyExpected !== undefined) return 'expected'
    return isGood(exchange) ? 'good' : 'bad'
  }
}

function Headers({ headers, url }: { headers: Record<string, string>; url?: string }) {
  const entries = Object.entries(headers)
  return (
    <details className="headers">
      <summary>{counted(entries.length, 'header')}</summary>
      <dl>
        {url !== undefined && (
          <div>
            <dt>URL</dt>
            <dd>{url}</dd>
          </div>
        )}
        {entries.map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
