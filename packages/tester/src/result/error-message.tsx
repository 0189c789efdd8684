import { format } from '../json/json'
import type { CallError } from '../server/types'

/** An error as the person who reads Segment's Event Delivery page would meet it. */
export function ErrorMessage({ error, lead }: { error: CallError; lead: string }) {
  const { message, fields = {}, errorClass, statusCode, retry } = error
  const hasFields = Object.keys(fields).length > 0 // the message then says the same once more
  return (
    <div className="notice bad">
      <p>
        <strong>{lead}</strong> {!hasFields && (typeof message === 'string' ? message : format(message))}
      </p>
      {hasFields && (
        <ul>
          {Object.entries(fields).map(([field, text]) => (
            <li key={field}>
              <code>{field}</code> {text}
            </li>
          ))}
        </ul>
      )}
      <p className="facts">
        <code>{errorClass}</code>
        <span>status {statusCode}</span>
        <span>{retry ? 'Segment would retry' : 'Segment would not retry'}</span>
      </p>
    </div>
  )
}
