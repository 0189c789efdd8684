import { useTester } from './state/tester'
import { destinationOf } from './state/state'
import { deletesUsers, takesPresets } from './target-labels'

/** Which destination gets the event, and through what. */
export function Target() {
  const { state, dispatch } = useTester()
  const destination = destinationOf(state)
  const broken = state.destinations.find((one) => one.folder === state.folder && 'error' in one)
  return (
    <section className="card target" aria-label="Destination and action">
      <label className="stack">
        <span className="label">Destination</span>
        <select value={state.folder} onChange={(e) => dispatch({ type: 'pickedDestination', folder: e.target.value })}>
          {state.destinations.map((one) => (
            <option key={one.folder} value={one.folder}>
              {'error' in one ? `${one.folder} (does not load)` : one.name}
            </option>
          ))}
        </select>
      </label>
      <label className="stack">
        <span className="label">Action</span>
        <select value={state.action} onChange={(e) => dispatch({ type: 'pickedAction', action: e.target.value })}>
          <option value="event">{takesPresets}</option>
          <optgroup label="One action">
            {Object.entries(destination?.actions ?? {}).map(([key, { title }]) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
            {destination?.hasDelete && <option value="delete">{deletesUsers}</option>}
          </optgroup>
        </select>
      </label>
      <p className="hint wide">{hint()}</p>
      {broken && 'error' in broken && (
        <p className="notice bad wide" role="alert">
          <strong>{broken.folder} does not load.</strong> {broken.error} Save a mended version, and it is back here.
        </p>
      )}
    </section>
  )

  function hint(): string {
    if (!destination) return 'What you typed stays until the destination loads again.'
    if (state.action === 'event') {
      return 'The event goes through every preset whose trigger takes it, as for a customer who has just added the destination.'
    }
    if (state.action === 'delete') return 'What the destination does when Segment is asked to delete a user.'
    return destination.actions[state.action]?.description ?? ''
  }
}
