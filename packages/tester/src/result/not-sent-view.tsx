import type { Preview } from '@partner-destinations/runner/wire'
import { plainText } from '../plain-text'
import { isCallError, isExchange } from '../server/server'
import type { Destination } from '../server/server'
import type { Result } from '../state/state'
import { actionFields } from '../take-away/copied-call'
import { notSent } from './not-sent'
import type { Unit } from './units'

/** How many values are listed. */
const most = 10

/** The mapped values that no request of a unit contains, each with the description of its field. */
export function NotSentView({ unit, result, destination }: { unit: Unit; result: Result; destination: Destination }) {
  const left = notSentIn(unit, result, destination)
  if (left.length === 0) return null
  return (
    <div className="notice left-out">
      <p>
        <strong>
          {left.length === 1 ? '1 mapped value was not sent' : `${left.length} mapped values were not sent`}.
        </strong>{' '}
        The destination left {left.length === 1 ? 'it' : 'them'} out of every request.
      </p>
      <ul>
        {left.slice(0, most).map(({ path, field, value }) => (
          <li key={path}>
            <b>{field.label}</b> (<code>{path}</code>): <code>{value}</code>{' '}
            <span className="hint">{plainText(field.description ?? '')}</span>
          </li>
        ))}
      </ul>
      {left.length > most && <p className="hint">And {left.length - most} more.</p>}
    </div>
  )
}

/** A failed event may lack requests, and the requests of a batch can't be matched with its events: both have none. */
function notSentIn({ steps, preset, event = 0 }: Unit, { previews }: Result, destination: Destination) {
  if (steps.some((step) => isCallError(step) || 'multistatus' in step)) return []
  const isOwn = (preview: Preview) => 'action' in preview && preview.event === event && preview.preset === preset
  const preview = previews.find(isOwn)
  if (!preview || !('action' in preview)) return []
  return notSent(preview.payload, steps.filter(isExchange), actionFields(destination, preview.action))
}
