import type { Field } from '@partner-destinations/server/wire'
import { useState } from 'react'
import { format, parse } from '../json/json'
import type { Json } from '../json/json'
import { choicesOf } from './mapping'

interface InputProps {
  id: string
  label: string
  value: Json
  onChange: (value: Json) => void
}

/** A fixed value, in the form that suits the type of the field. */
export function ValueInput({ field, ...props }: InputProps & { field: Field }) {
  const { id, label, value, onChange } = props
  const choices = choicesOf(field)
  if (field.multiple || field.type === 'object' || typeof value === 'object') return <JsonInput {...props} />
  if (field.type === 'boolean') {
    return (
      <select id={id} aria-label={label} value={String(value)} onChange={(e) => onChange(e.target.value === 'true')}>
        <option value="true">Yes</option>
        <option value="false">No</option>
      </select>
    )
  }
  if (choices.length > 0) {
    return (
      <select id={id} aria-label={label} value={String(value)} onChange={(e) => onChange(e.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    )
  }
  const isNumber = field.type === 'number' || field.type === 'integer'
  return (
    <input
      id={id}
      aria-label={label}
      type={field.type === 'password' ? 'password' : isNumber ? 'number' : 'text'}
      step={field.type === 'integer' ? 1 : 'any'}
      autoComplete="off"
      value={String(value)}
      onChange={(e) => onChange(isNumber && e.target.value !== '' ? Number(e.target.value) : e.target.value)}
    />
  )
}

/** A value as JSON. While the text is none, the value stays what it was. */
export function JsonInput({ id, label, value, onChange }: InputProps) {
  const [text, setText] = useState(format(value))
  const { error } = parse(text)

  function type(next: string) {
    setText(next)
    const { value: parsed, error: wrong } = parse(next)
    if (wrong === undefined) onChange(parsed)
  }

  return (
    <>
      <textarea
        id={id}
        className="code"
        aria-label={label}
        aria-invalid={error !== undefined}
        spellCheck={false}
        rows={Math.min(text.split('\n').length, 8)}
        value={text}
        onChange={(e) => type(e.target.value)}
      />
      {error !== undefined && <p className="message bad">Not valid JSON. {error}</p>}
    </>
  )
}
