import type { Field } from '@partner-destinations/server/wire'
import { useState } from 'react'
import { format, isObject, parse } from '../json/json'
import type { Json } from '../json/json'
import { choicesOf, emptyValue } from './mapping'
import { ObjectMapping } from './object-mapping'

interface InputProps {
  id: string
  label: string
  value: Json
  onChange: (value: Json) => void
}

interface FieldInputProps extends InputProps {
  /** The key of the field; of a property, with the keys of the fields around it. */
  path: string
  field: Field
}

/** A fixed value, in the form that suits the field. */
export function ValueInput(props: FieldInputProps) {
  const { field, value } = props
  if (field.multiple && Array.isArray(value)) return <ListInput {...props} value={value} />
  if (field.type === 'object' || typeof value === 'object') return <JsonInput {...props} />
  return <SingleInput {...props} value={value} />
}

/** A list of fixed values. */
function ListInput({ id, path, label, field, value, onChange }: FieldInputProps & { value: Json[] }) {
  const single = { ...field, multiple: false }
  const change = (place: number, item: Json) => onChange(value.map((one, index) => (index === place ? item : one)))
  return (
    <div className="items">
      {value.map((item, index) => {
        const input = { path, id: `${id}-${index}`, label: `${label}, item ${index + 1}`, value: item }
        return (
          <div key={index} className="row item">
            <div className="grow">
              {field.type === 'object' && isObject(item) ? (
                <ObjectMapping path={path} field={field} value={item} onChange={(next) => change(index, next)} />
              ) : (
                <ValueInput {...input} field={single} onChange={(next) => change(index, next)} />
              )}
            </div>
            <button
              type="button"
              aria-label={`Remove item ${index + 1} of ${label}`}
              onClick={() => onChange(value.filter((_item, place) => place !== index))}
            >
              ✕
            </button>
          </div>
        )
      })}
      <button type="button" onClick={() => onChange([...value, emptyValue(single)])}>
        Add an item
      </button>
    </div>
  )
}

interface SingleInputProps extends Omit<InputProps, 'value'> {
  field: Field
  value: string | number | boolean
}

/** One text, number or truth value. */
export function SingleInput({ id, label, field, value, onChange }: SingleInputProps) {
  const choices = choicesOf(field)
  if (field.type === 'boolean') {
    return (
      <select id={id} aria-label={label} value={String(value)} onChange={(e) => onChange(e.target.value === 'true')}>
        <option value="true">Yes</option>
        <option value="false">No</option>
      </select>
    )
  }
  if (choices.length > 0) {
    const isKnown = choices.some((choice) => choice.value === value)
    return (
      <select
        id={id}
        aria-label={label}
        value={String(value)}
        onChange={(e) => onChange(choices.find((choice) => String(choice.value) === e.target.value)?.value ?? value)}
      >
        {!isKnown && (
          <option value={String(value)}>{value === '' ? 'Choose …' : `${String(value)} (no choice)`}</option>
        )}
        {choices.map((choice) => (
          <option key={choice.value} value={String(choice.value)}>
            {choice.label}
          </option>
        ))}
      </select>
    )
  }
  const isNumber = field.type === 'number' || field.type === 'integer'
  const common = {
    id,
    'aria-label': label,
    autoComplete: 'off',
    placeholder: placeholderOf(field),
    value: String(value)
  }
  if (field.type === 'text') return <textarea {...common} rows={3} onChange={(e) => onChange(e.target.value)} />
  return (
    <input
      {...common}
      type={field.type === 'password' ? 'password' : isNumber ? 'number' : 'text'}
      step={isNumber ? (field.type === 'integer' ? 1 : 'any') : undefined}
      min={isNumber ? field.minimum : undefined}
      max={isNumber ? field.maximum : undefined}
      onChange={(e) => onChange(isNumber && e.target.value !== '' ? Number(e.target.value) : e.target.value)}
    />
  )
}

/** What a value may look like. */
function placeholderOf({ placeholder, type }: Field): string | undefined {
  return placeholder ?? (type === 'datetime' ? '2026-03-14T09:26:53.589Z' : undefined)
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
