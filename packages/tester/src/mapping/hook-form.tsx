import type { Hook } from '@partner-destinations/server/wire'
import { useId, useState } from 'react'
import { JsonView } from '../json/json-view'
import type { Json, JsonObject } from '../json/json'
import { plainText } from '../plain-text'
import { RefusedError, runHook } from '../server/server'
import type { HookResult } from '../server/server'
import { formOf } from '../state/current-call'
import { useTester } from '../state/tester'
import { DynamicChoicesPicker } from './dynamic-choices'
import { standingsOf } from './standing'
import { ValueInput } from './value-input'

interface HookFormProps {
  /** The key of the hook, such as `onMappingSave`. */
  name: string
  hook: Hook
  mapping: JsonObject
  onChange: (mapping: JsonObject) => void
}

/** What a destination does when a customer saves a mapping: its inputs, and what Segment then keeps in the mapping. */
export function HookForm({ name, hook, mapping, onChange }: HookFormProps) {
  const { state } = useTester()
  const id = useId()
  const fields = hook.inputFields ?? {}
  const [inputs, setInputs] = useState<JsonObject>(() => defaultsOf(fields))
  const [result, setResult] = useState<HookResult | 'running'>()
  const standings = standingsOf(fields, inputs, undefined, undefined)
  const shown = Object.entries(fields).filter(([key]) => standings[key].whyHidden === undefined)
  const { successMessage, error } = result === 'running' || !result ? {} : result
  const saved = mapping[name]

  async function run() {
    setResult('running')
    const answer = await runHook({ ...formOf(state), hook: name, hookInputs: inputs }).catch(notDone)
    setResult(answer)
    if (answer.error || !answer.savedData) return
    // As Segment keeps it: the action gets it as `hookOutputs`.
    onChange({ ...mapping, [name]: { inputs, outputs: answer.savedData } })
  }

  return (
    <div className="field" role="group" aria-labelledby={`${id}-label`}>
      <div className="field-head">
        <span className="label" id={`${id}-label`}>
          {hook.label}
        </span>
        <code className="tag">{name}</code>
      </div>
      <p className="hint">{plainText(hook.description ?? '')}</p>
      <div className="properties">
        {shown.map(([key, field]) => (
          <div key={key} className="field">
            <div className="field-head">
              <label className="label" htmlFor={`${id}-${key}`}>
                {field.label}
              </label>
              {standings[key].isRequired && <span className="tag required">required</span>}
            </div>
            <ValueInput
              id={`${id}-${key}`}
              path={key}
              label={field.label}
              field={field}
              value={inputs[key] ?? ''}
              onChange={(value: Json) => setInputs({ ...inputs, [key]: value })}
            />
            {isDynamic(key) && (
              <DynamicChoicesPicker
                path={key}
                label={field.label}
                ofHook={{ hook: name, hookInputs: inputs }}
                onPick={(value) => setInputs({ ...inputs, [key]: value })}
              />
            )}
            <p className="hint">{plainText(field.description ?? '')}</p>
          </div>
        ))}
      </div>
      <div className="row">
        <button type="button" disabled={result === 'running'} onClick={() => void run()}>
          {result === 'running' ? 'Running …' : 'Run the hook'}
        </button>
        <p role="status" className={error ? 'message bad grow' : 'hint grow'}>
          {error?.message ?? successMessage}
        </p>
      </div>
      {saved !== undefined && <JsonView label={`What the mapping keeps of ${hook.label}`} value={saved} />}
    </div>
  )

  /** The manifest can't hold functions, so the server lists the inputs that have one. */
  function isDynamic(key: string): boolean {
    const { details, action } = state
    return details !== undefined && 'actions' in details && (details.actions[action]?.hooks[name] ?? []).includes(key)
  }
}

function defaultsOf(fields: NonNullable<Hook['inputFields']>): JsonObject {
  const entries = Object.entries(fields).flatMap(([key, { default: value }]) =>
    value === undefined ? [] : [[key, value] as const]
  )
  return Object.fromEntries(entries)
}

function notDone(error: unknown): HookResult {
  return { error: { message: error instanceof RefusedError ? error.message : 'The server cannot be reached.' } }
}
