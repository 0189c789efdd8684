import { JsonField } from '../json/json-field'
import { Section } from '../section'
import { useTester } from '../state/tester'
import { readPayload } from './payload'
import { samplesFor } from './samples'

/** The event to send: a sample to start from, and an editor. */
export function EventSection() {
  const { state, dispatch } = useTester()
  const groups = samplesFor(state.folder)
  const { payload, error } = readPayload(state.eventText)
  const size = Array.isArray(payload) ? `A batch of ${payload.length} ${payload.length === 1 ? 'event' : 'events'}` : ''

  function pick(id: string) {
    const sample = groups.flatMap(({ samples }) => samples).find((one) => one.id === id)
    if (sample) dispatch({ type: 'pickedSample', id, event: sample.event })
  }

  return (
    <Section
      title="Event"
      aside={
        <select
          aria-label="Start from a sample event"
          value={state.sampleId ?? ''}
          onChange={(e) => pick(e.target.value)}
        >
          <option value="" disabled>
            {state.eventText === '' ? 'Start from a sample …' : 'Your own event'}
          </option>
          {groups.map(({ label, samples }) => (
            <optgroup key={label} label={label}>
              {samples.map((sample) => (
                <option key={sample.id} value={sample.id}>
                  {sample.label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      }
    >
      <JsonField label="Event" value={state.eventText} onChange={(text) => dispatch({ type: 'typedEvent', text })} />
      <p className={error ? 'message bad' : 'hint'} role="status">
        {error ?? (size || 'One event, or a list of events in brackets for a batch.')}
      </p>
    </Section>
  )
}
