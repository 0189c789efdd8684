import { plainText } from './plain-text'
import { DestinationPicker } from './destinations/destination-picker'
import { useTester } from './state/tester'
import { destinationOf, entryOf } from './state/state'

/** Which destination gets the event, and through what. */
export function Target() {
  const { state, dispatch } = useTester()
  const destination = destinationOf(state)
  return (
    <section className="card target" aria-label="Destination and action">
      <div className="stack">
        <label className="label" htmlFor="destination">
          Destination
        </label>
        <DestinationPicker
          id="destination"
          destinations={state.destinations}
          folder={state.folder}
          onPick={(folder) => dispatch({ type: 'pickedDestination', folder })}
        />
      </div>
      <div className="stack">
        <label className="label" htmlFor="action">
          Action
        </label>
        <select
          id="action"
          value={state.action}
          onChange={(e) => dispatch({ type: 'pickedAction', action: e.target.value })}
        >
          <option value="event">As Segment would</option>
          <optgroup label="Through one action">
            {Object.entries(destination?.actions ?? {}).map(([key, { title }]) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
            {destination?.hasDelete && <option value="delete">User deletion (onDelete)</option>}
          </optgroup>
        </select>
      </div>
      <p className="hint wide">{hint()}</p>
      {destination && !destination.hasStandIn && state.mode === 'sandbox' && (
        <p className="hint wide">
          The sandbox answers each request of this destination with 200 and <code>{'{}'}</code>, and shows it below.
          Write <code>{destination.folder}.answers.yaml</code> for other answers: docs/canned-answers.md tells how.
        </p>
      )}
    </section>
  )

  function hint(): string {
    if (!entryOf(state)) return 'Loading the destination …'
    if (!destination) return 'Nothing can be sent until the destination loads again.'
    if (state.action === 'event') {
      return 'The event goes through every preset whose trigger matches it, as for a customer who has just added the destination.'
    }
    if (state.action === 'delete') return 'What the destination does when Segment asks it to delete a user.'
    return plainText(destination.actions[state.action]?.description ?? '')
  }
}
