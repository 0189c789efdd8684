import { JsonView } from '../json/json-view'
import { Section } from '../section'
import type { Destination, Preview } from '../server/types'
import { currentCall } from '../state/current-call'
import { destinationOf } from '../state/state'
import { useTester } from '../state/tester'
import { ErrorMessage } from '../result/error-message'

/** What the action would get, as of what is typed now. */
export function PreviewSection() {
  const { state } = useTester()
  const destination = destinationOf(state)
  if (!destination || state.action === 'delete') return null
  const isBatch = Array.isArray(currentCall(state)?.payload)
  return (
    <Section title="Mapped payload" aside={<span className="hint">Live, while you type; nothing is sent</span>}>
      {currentCall(state) === undefined ? (
        <p className="hint">Mend the event to see what becomes of it.</p>
      ) : (
        state.previews.map((preview, index) => (
          <PreviewOfOne key={index} preview={preview} destination={destination} isBatch={isBatch} />
        ))
      )}
    </Section>
  )
}

interface PreviewOfOneProps {
  preview: Preview
  destination: Destination
  isBatch: boolean
}

function PreviewOfOne({ preview, destination, isBatch }: PreviewOfOneProps) {
  const which = isBatch ? `Event ${preview.event + 1}` : ''
  if ('skipped' in preview) {
    return (
      <p className="notice">
        {which && <strong>{which}: </strong>}
        {preview.skipped}
      </p>
    )
  }
  const { action, preset, payload, error } = preview
  const title = destination.actions[action]?.title ?? action
  const heading = [which, preset === undefined || preset === title ? title : `${preset} → ${title}`].filter(Boolean)
  return (
    <article className="part">
      <h3>{heading.join(': ')}</h3>
      {error && <ErrorMessage error={error} lead="Would fail:" />}
      <JsonView label={`Mapped payload of ${heading.join(': ')}`} value={payload ?? null} />
    </article>
  )
}
