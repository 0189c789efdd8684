import { useTester } from './state/tester'
import { destinationOf } from './state/state'

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
        <select
          id="destination"
          value={state.folder}
          onChange={(e) => dispatch({ type: 'pickedDestination', folder: e.target.value })}
        >
          {state.destinations.map((one) => (
            <option key={one.folder} value={one.folder}>
              {'error' in one ? `${one.folder} (does not load)` : one.name}
            </option>
          ))}
        </select>
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
        <p className="notice wide">
          <strong>The sandbox does not imitate this vendor.</strong> You can work on the mapping here. To send events to
          the vendor itself, start the server with <code>--live</code>.
        </p>
      )}
    </section>
  )

  function hint(): string {
    if (!destination) return 'Nothing can be sent until the destination loads again.'
    if (state.action === 'event') {
      return 'The event goes through every preset whose trigger matches it, as for a customer who has just added the destination.'
    }
    if (state.action === 'delete') return 'What the destination does when Segment asks it to delete a user.'
    return destination.actions[state.action]?.description ?? ''
  }
}
