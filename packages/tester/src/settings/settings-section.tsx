import type { Field } from '@partner-destinations/server/wire'
import { useState } from 'react'
import type { Json } from '../json/json'
import { format } from '../json/json'
import { choicesOf, problemOf } from '../mapping/mapping'
import { standingsOf } from '../mapping/standing'
import { plainText } from '../plain-text'
import { authenticate, RefusedError } from '../server/server'
import { destinationOf, settingsOf } from '../state/state'
import type { TestedSettings } from '../state/state'
import { useTester } from '../state/tester'
import { secretSetting, settingFields } from '../take-away/copied-call'
import { AuthenticationResult } from './authentication-result'

/** The settings of the destination, and whether they let it in. */
export function SettingsSection() {
  const { state, dispatch } = useTester()
  const destination = destinationOf(state)
  const { authentication, refusal, result } = state
  const values = settingsOf(state)
  const own = destination ? settingFields(destination) : {}
  const standings = standingsOf(own, values, undefined, undefined)
  const fields = Object.entries(own).filter(([key]) => standings[key].whyHidden === undefined)
  const failed = authentication && authentication !== 'testing' && !authentication.ok ? authentication : undefined
  const problems = new Map(fields.map(([key]) => [key, problemOf(key, failed ?? refusal)?.message]))
  const missing = fields.filter(([key]) => isMissing(key)).map(([key]) => key)
  const isWrong = missing.length > 0 || [...problems.values()].some((message) => message !== undefined)
  const [isOpen, setIsOpen] = useState(state.mode === 'live')
  // Each new reason opens the panel, so that nobody has to look for what keeps the event from being sent.
  const reason = isWrong ? failed ?? refusal ?? result ?? 'missing' : undefined
  const [lastReason, setLastReason] = useState<typeof reason>()
  if (reason !== lastReason) {
    setLastReason(reason)
    if (reason !== undefined) setIsOpen(true)
  }
  if (!destination) return null
  const isSecret = secretSetting(destination)

  /** Whether a setting has no value and needs one. */
  function isMissing(key: string): boolean {
    return standings[key].isRequired && [undefined, null, ''].includes(values[key] as string | null | undefined)
  }

  async function test() {
    dispatch({ type: 'testsAuthentication' })
    const answer = await authenticate(state.folder, values).catch(notAnswered)
    dispatch({ type: 'authenticated', authentication: answer })
  }

  return (
    <details className="card" open={isOpen} onToggle={(e) => setIsOpen(e.currentTarget.open)}>
      <summary>
        <h2>Settings</h2>
        {missing.length > 0 ? (
          <span className="message bad">
            {missing.length === 1 ? '1 required value is missing' : `${missing.length} required values are missing`}
          </span>
        ) : (
          <span className="hint">{describe(values, destination.demoSettings)}</span>
        )}
      </summary>
      {fields.map(([key, field]) => (
        <Setting
          key={key}
          id={`setting-${key}`}
          field={field}
          isRequired={standings[key].isRequired}
          hidden={isSecret(key)}
          value={values[key]}
          message={problems.get(key) ?? (isMissing(key) ? 'A value is required.' : undefined)}
          onChange={(value) => dispatch({ type: 'changedSetting', key, value })}
        />
      ))}
      <div className="row">
        <button type="button" onClick={() => void test()} disabled={authentication === 'testing'}>
          Test authentication
        </button>
        <p role="status" className="grow test-result">
          {authentication !== undefined && <AuthenticationResult authentication={authentication} />}
        </p>
      </div>
    </details>
  )
}

interface SettingProps {
  id: string
  field: Field
  isRequired: boolean
  hidden: boolean
  value: Json | undefined
  message: string | undefined
  onChange: (value: Json) => void
}

function Setting({ id, field, isRequired, hidden, value, message, onChange }: SettingProps) {
  return (
    <div className="field">
      <div className="field-head">
        <label className="label" htmlFor={id}>
          {field.label}
        </label>
        {isRequired && <span className="tag required">required</span>}
      </div>
      <SettingInput
        id={id}
        field={field}
        hidden={hidden}
        value={value}
        aria-describedby={`${id}-about`}
        aria-invalid={message !== undefined}
        onChange={onChange}
      />
      <p className="hint" id={`${id}-about`}>
        {message !== undefined && <span className="message bad">{message} </span>}
        {plainText(field.description ?? '')}
      </p>
    </div>
  )
}

interface SettingInputProps extends Pick<SettingProps, 'id' | 'field' | 'hidden' | 'value' | 'onChange'> {
  'aria-describedby': string
  'aria-invalid': boolean
}

function SettingInput({ field, hidden, value, onChange, ...common }: SettingInputProps) {
  const choices = choicesOf(field)
  const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : format(value)
  if (field.type === 'boolean') {
    return <input {...common} type="checkbox" checked={value === true} onChange={(e) => onChange(e.target.checked)} />
  }
  if (choices.length > 0) {
    const isKnown = choices.some((choice) => String(choice.value) === text)
    return (
      <select
        {...common}
        value={text}
        onChange={(e) => onChange(choices.find((choice) => String(choice.value) === e.target.value)?.value ?? '')}
      >
        {!isKnown && <option value={text}>{text === '' ? 'Choose …' : `${text} (no choice)`}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={String(choice.value)}>
            {choice.label}
          </option>
        ))}
      </select>
    )
  }
  const isNumber = field.type === 'number' || field.type === 'integer'
  return (
    <input
      {...common}
      type={hidden ? 'password' : isNumber ? 'number' : 'text'}
      step={isNumber ? 'any' : undefined}
      autoComplete="off"
      spellCheck={false}
      placeholder={field.placeholder}
      value={text}
      onChange={(e) => onChange(isNumber && e.target.value !== '' ? Number(e.target.value) : e.target.value)}
    />
  )
}

function notAnswered(error: unknown): TestedSettings {
  if (error instanceof RefusedError) {
    return { ok: false, error: error.message, fields: error.fields, problems: error.problems }
  }
  return { ok: false, error: 'The server cannot be reached.' }
}

function describe(values: object, demo: object): string {
  if (Object.keys(demo).length === 0) return ''
  return JSON.stringify(values) === JSON.stringify(demo) ? 'The sandbox’s demo keys' : 'Your own'
}
