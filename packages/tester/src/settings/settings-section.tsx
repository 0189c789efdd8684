import type { Json } from '../json/json'
import { format } from '../json/json'
import { messageFor } from '../mapping/mapping'
import { authenticate, RefusedError } from '../server/server'
import type { Authentication, Field } from '../server/types'
import { destinationOf, settingsOf } from '../state/state'
import { useTester } from '../state/tester'
import { settingFields } from '../take-away/copied-call'
import { isSecret } from './secrets'

/** The settings of the destination, and whether they let it in. */
export function SettingsSection() {
  const { state, dispatch } = useTester()
  const destination = destinationOf(state)
  if (!destination) return null
  const values = settingsOf(state)
  const { authentication } = state
  const messages =
    authentication && authentication !== 'testing' && !authentication.ok ? authentication.fields : state.refusal?.fields

  async function test() {
    dispatch({ type: 'testsAuthentication' })
    const answer = await authenticate(state.folder, values).catch(notAnswered)
    dispatch({ type: 'authenticated', authentication: answer })
  }

  return (
    <details className="card" open={state.mode === 'live' || undefined}>
      <summary>
        <h2>Settings</h2>
        <span className="hint">{describe(values, destination.demoSettings)}</span>
      </summary>
      {Object.entries(settingFields(destination)).map(([key, field]) => (
        <Setting
          key={key}
          id={`setting-${key}`}
          field={field}
          hidden={isSecret(key, field)}
          value={values[key]}
          message={messageFor(key, messages) ?? missing(field, values[key])}
          onChange={(value) => dispatch({ type: 'changedSetting', key, value })}
        />
      ))}
      <div className="row">
        <button type="button" onClick={() => void test()} disabled={authentication === 'testing'}>
          Test authentication
        </button>
        <p role="status" className="grow">
          {authentication !== undefined && <AuthenticationResult authentication={authentication} />}
        </p>
      </div>
    </details>
  )
}

interface SettingProps {
  id: string
  field: Field
  hidden: boolean
  value: Json | undefined
  message: string | undefined
  onChange: (value: Json) => void
}

function Setting({ id, field, hidden, value, message, onChange }: SettingProps) {
  return (
    <div className="field">
      <div className="field-head">
        <label className="label" htmlFor={id}>
          {field.label}
        </label>
        {field.required === true && <span className="tag required">required</span>}
      </div>
      {field.type === 'boolean' ? (
        <input id={id} type="checkbox" checked={value === true} onChange={(e) => onChange(e.target.checked)} />
      ) : (
        <input
          id={id}
          type={hidden ? 'password' : 'text'}
          autoComplete="off"
          spellCheck={false}
          value={valueText(value)}
          aria-describedby={`${id}-about`}
          aria-invalid={message !== undefined}
          onChange={(e) => onChange(e.target.value)}
        />
      )}
      <p className="hint" id={`${id}-about`}>
        {message !== undefined && <span className="message bad">{message} </span>}
        {plainText(field.description ?? '')}
      </p>
    </div>
  )
}

function missing(field: Field, value: Json | undefined): string | undefined {
  return field.required === true && valueText(value) === '' ? 'A value is required.' : undefined
}

function valueText(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : format(value)
}

function AuthenticationResult({ authentication }: { authentication: Authentication | 'testing' }) {
  if (authentication === 'testing') return 'Testing …'
  if (!authentication.ok) {
    const { error } = authentication
    return <span className="message bad">✗ {typeof error === 'string' ? error : format(error)}</span>
  }
  const asked = authentication.exchanges?.length ?? 0
  return (
    <span className="message good">
      ✓ The settings are accepted{asked === 0 && ' in their form; the destination asks the vendor nothing'}.
    </span>
  )
}

function notAnswered(error: unknown): Authentication {
  if (error instanceof RefusedError) return { ok: false, error: error.message, fields: error.fields }
  return { ok: false, error: 'The server cannot be reached.' }
}

function describe(values: object, demo: object): string {
  if (Object.keys(demo).length === 0) return ''
  return JSON.stringify(values) === JSON.stringify(demo) ? 'The sandbox’s demo keys' : 'Your own'
}

/** Descriptions are in Markdown; of its links the text is enough. */
function plainText(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<\/?code>/g, '')
}
