import type { Preview } from '@partner-destinations/runner/wire'
import { useMemo } from 'react'
import { grouped } from '../many/grouped'
import { Groups } from '../many/groups'
import type { Mark } from '../many/grouped'
import { JsonView } from '../json/json-view'
import { Section } from '../section'
import type { Destination } from '../server/server'
import { currentCall } from '../state/current-call'
import { destinationOf } from '../state/state'
import { useTester } from '../state/tester'
import { ErrorMessage } from '../result/error-message'
import { textOf } from '../result/units'

/** More previews than these are shown in groups. */
const few = 5

/** What the action would get, as of what is typed now. */
export function PreviewSection() {
  const { state } = useTester()
  const destination = destinationOf(state)
  if (!destination || state.action === 'delete') return null
  const call = currentCall(state)
  const isBatch = Array.isArray(call?.payload)
  return (
    <Section title="Mapped payload" aside={<span className="hint">Live, while you type; nothing is sent</span>}>
      {call === undefined ? (
        <p className="hint">Correct the event to see its payload.</p>
      ) : state.previews.length <= few ? (
        state.previews.map((preview, index) => (
          <PreviewOfOne key={index} preview={preview} destination={destination} isBatch={isBatch} />
        ))
      ) : (
        <PreviewGroups previews={state.previews} destination={destination} />
      )}
    </Section>
  )
}

function PreviewGroups({ previews, destination }: { previews: Preview[]; destination: Destination }) {
  const groups = useMemo(() => grouped(previews, (preview) => markOf(preview, destination)), [previews, destination])
  return (
    <Groups groups={groups} what="events" titleOf={({ event }) => `Event ${event + 1}`}>
      {(preview) => <PreviewOfOne preview={preview} destination={destination} isBatch />}
    </Groups>
  )
}

function markOf(preview: Preview, destination: Destination): { mark: Mark; label: string } {
  if ('skipped' in preview) return { mark: 'neutral', label: preview.skipped }
  const name = nameOf(preview, destination)
  if (preview.error) return { mark: 'bad', label: `${name} would fail: ${textOf(preview.error)}` }
  return { mark: 'good', label: name }
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
  const { payload, error } = preview
  const heading = [which, nameOf(preview, destination)].filter(Boolean).join(': ')
  return (
    <article className="part">
      <h3>{heading}</h3>
      {error && <ErrorMessage error={error} lead="Would fail:" />}
      <JsonView label={`Mapped payload of ${heading}`} value={payload ?? null} />
    </article>
  )
}

/** The action, and the preset that leads to it when that has another name. */
function nameOf({ action, preset }: { action: string; preset?: string }, destination: Destination): string {
  const title = destination.actions[action]?.title ?? action
  return preset === undefined || preset === title ? title : `${preset} → ${title}`
}
