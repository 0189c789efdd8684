import type { Preview } from '@partner-destinations/runner/wire'
import type { Field } from '@partner-destinations/server/wire'
import { useState } from 'react'
import { format, isObject, parse } from '../json/json'
import type { Json, JsonObject } from '../json/json'
import { JsonField } from '../json/json-field'
import { counted } from '../many/counted'
import { destinationOf, mappingOf } from '../state/state'
import { useTester } from '../state/tester'
import { actionFields } from '../take-away/copied-call'
import { differences, matchingFields, problemOf, wholeMapping } from './mapping'
import { HookForm } from './hook-form'
import { MappingField } from './mapping-field'
import { standingsOf } from './standing'
import { SyncModeField } from './sync-mode-field'
import { syncModeOf, syncModesOf } from './sync-modes'
import { UseMapping } from './use-mapping'

/** How the event becomes the payload of the action: as a form, or as JSON. */
export function MappingSection() {
  const { state, dispatch } = useTester()
  const [asJson, setAsJson] = useState(false)
  // Where the page is one column, the many fields would keep the answer far away.
  const [isWide] = useState(() => matchMedia('(min-width: 981px)').matches)
  const destination = destinationOf(state)
  if (!destination || !Object.hasOwn(destination.actions, state.action)) return null
  const fields = actionFields(destination, state.action)
  const syncModes = syncModesOf(destination, state.action)
  const { hooks = {} } = destination.manifest.actions[state.action]
  const mapping = mappingOf(state)
  const changed = Object.keys(mapping).length
  const change = (next: JsonObject) => dispatch({ type: 'mapped', mapping: next })

  return (
    <details className="card" open={isWide}>
      <summary>
        <h2>Mapping</h2>
        <span className="hint">{changed === 0 ? 'The default of every field' : `${changed} changed`}</span>
      </summary>
      <div className="row between">
        <div className="switch" role="group" aria-label="Show the mapping as">
          <button type="button" aria-pressed={!asJson} onClick={() => setAsJson(false)}>
            Form
          </button>
          <button type="button" aria-pressed={asJson} onClick={() => setAsJson(true)}>
            JSON
          </button>
        </div>
        {changed > 0 && (
          <button type="button" className="quiet" onClick={() => change({})}>
            Back to the defaults
          </button>
        )}
      </div>
      {syncModes && <SyncModeField modes={syncModes} mapping={mapping} onChange={change} />}
      {Object.entries(hooks).map(([name, hook]) => (
        <HookForm
          key={`${state.folder}/${state.action}/${name}`}
          name={name}
          hook={hook}
          mapping={mapping}
          onChange={change}
        />
      ))}
      {asJson ? (
        <MappingJson key={`${state.folder}/${state.action}`} fields={fields} mapping={mapping} onChange={change} />
      ) : (
        <MappingForm
          key={`${state.folder}/${state.action}`}
          fields={fields}
          mapping={mapping}
          preview={state.previews.find((one) => 'action' in one && one.action === state.action)}
          syncMode={syncModeOf(syncModes, mapping)}
          onChange={change}
        />
      )}
      <UseMapping key={`use ${state.folder}/${state.action}`} />
    </details>
  )
}

interface MappingProps {
  fields: Record<string, Field>
  mapping: JsonObject
  onChange: (mapping: JsonObject) => void
}

/** Up to so many fields need no search. */
const fewFields = 6

interface MappingFormProps extends MappingProps {
  preview: Preview | undefined
  syncMode: string | undefined
}

function MappingForm({ fields, mapping, preview, syncMode, onChange }: MappingFormProps) {
  const [search, setSearch] = useState('')
  const [isChangedOnly, setIsChangedOnly] = useState(false)
  const [isAllShown, setIsAllShown] = useState(false)
  const { payload, error } = preview && 'action' in preview ? preview : {}
  const standings = standingsOf(fields, mapping, payload, syncMode)
  const entries = Object.entries(fields)
  const offered = entries.filter(([name]) => standings[name].whyHidden === undefined)
  const hidden = entries.length - offered.length
  const visible = isAllShown ? entries : offered
  const shown = matchingFields(visible, search, isChangedOnly ? mapping : undefined)
  return (
    <>
      {visible.length > fewFields && (
        <div className="row search">
          <input
            type="search"
            className="grow"
            aria-label="Search the fields"
            placeholder={`Search ${visible.length} fields`}
            value={search}
            onChange={(e) => setSearch(e.target.value)}
          />
          <label className="row">
            <input type="checkbox" checked={isChangedOnly} onChange={(e) => setIsChangedOnly(e.target.checked)} />
            Changed only
          </label>
          <p className={shown.length === visible.length ? 'visually-hidden' : 'hint wide'} role="status">
            {shown.length} of {visible.length} fields
          </p>
        </div>
      )}
      {shown.map(([name, field]) => (
        <MappingField
          key={name}
          name={name}
          path={name}
          field={field}
          mapping={mapping}
          standing={standings[name]}
          mapped={isObject(payload) ? (payload[name] as Json | undefined) : undefined}
          problem={problemOf(name, error)}
          onChange={onChange}
        />
      ))}
      {hidden > 0 && (
        <label className="check">
          <input type="checkbox" checked={isAllShown} onChange={(e) => setIsAllShown(e.target.checked)} />
          Show {counted(hidden, 'more field')} that Segment does not show now
        </label>
      )}
    </>
  )
}

/** The whole mapping. While the text is no object, the mapping stays what it was. */
function MappingJson({ fields, mapping, onChange }: MappingProps) {
  const [text, setText] = useState(() => format(wholeMapping(fields, mapping)))
  const { value, error } = parse(text)
  const wrong = error ?? (isObject(value) ? undefined : 'A mapping is an object in braces.')

  function type(next: string) {
    setText(next)
    const { value: parsed } = parse(next)
    if (isObject(parsed)) onChange(differences(fields, parsed))
  }

  return (
    <>
      <JsonField label="Mapping as JSON" value={text} onChange={type} />
      <p className={wrong ? 'message bad' : 'hint'} role="status">
        {wrong ?? 'A field whose key you leave out gets no value.'}
      </p>
    </>
  )
}
