import { JsonField } from '../json/json-field'
import { counted } from '../many/counted'
import { Section } from '../section'
import { entryOf } from '../state/state'
import { useTester } from '../state/tester'
import { recognise, textOf } from './pasted/recognise'
import type { Recognised } from './pasted/recognise'
import { readPayload } from './payload'
import { samplesFor } from './samples'
import { useRecognition } from './use-recognition'

/** The event to send: a sample to start from, and an editor. */
export function EventSection() {
  const { state, dispatch } = useTester()
  const { eventText } = state
  const groups = samplesFor(entryOf(state))
  const { payload, error } = readPayload(eventText)
  const { found, problem } = useRecognition(eventText)
  const size = Array.isArray(payload) ? `A batch of ${counted(payload.length, 'event')}` : ''

  function pick(id: string) {
    const sample = groups.flatMap(({ samples }) => samples).find((one) => one.id === id)
    if (sample) dispatch({ type: 'pickedSample', id, event: sample.event })
  }

  function change(text: string, pasted?: string) {
    dispatch({ type: 'typedEvent', text })
    if (pasted !== undefined) void convertPasted(text, pasted)
  }

  /** Converts the whole text, or only the pasted part of it, if it is clear what it is. */
  async function convertPasted(text: string, pasted: string) {
    const whole = (await recognise(text)).found
    const isEvent = readPayload(text).payload !== undefined
    const recognised = whole ?? (isEvent ? undefined : (await recognise(pasted)).found)
    if (recognised && !recognised.isUncertain) convert(text, recognised)
  }

  function convert(from: string, recognised: Recognised) {
    const { what, notes } = recognised
    dispatch({ type: 'converted', text: textOf(recognised), conversion: { from, what, notes } })
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
            {eventText === '' ? 'Start from a sample …' : 'Your own event'}
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
      <JsonField label="Event" value={eventText} onChange={change} />
      <p className={error ? 'message bad' : 'hint'} role="status">
        {problem ?? error ?? (size || 'One event, or a list of events in brackets for a batch.')}
      </p>
      {state.conversion && (
        <Offer
          text={[`Converted ${state.conversion.what}.`, ...state.conversion.notes].join(' ')}
          label="Undo"
          onAccept={() => dispatch({ type: 'typedEvent', text: state.conversion?.from ?? '' })}
        />
      )}
      {found && <Offer text={`This is ${found.what}.`} label="Convert it" onAccept={() => convert(eventText, found)} />}
    </Section>
  )
}

function Offer({ text, label, onAccept }: { text: string; label: string; onAccept: () => void }) {
  return (
    <div className="notice row between" aria-live="polite">
      <p className="grow">{text}</p>
      <button type="button" onClick={onAccept}>
        {label}
      </button>
    </div>
  )
}
