import type { Field } from '@partner-destinations/server/wire'
import { format } from '../json/json'
import type { Json, JsonObject } from '../json/json'
import { Paths, ProblemText } from '../problem-text'
import { choicesOf, hasDefault, isDirective, kindOf, kindsOf, pathOf, pathsIn, withKind } from './mapping'
import type { Kind, problemOf } from './mapping'
import { JsonInput, ValueInput } from './value-input'

interface MappingFieldProps {
  name: string
  field: Field
  /** What differs from the default mapping. */
  mapping: JsonObject
  /** What the field is in the mapped payload. */
  mapped: Json | undefined
  problem: ReturnType<typeof problemOf>
  onChange: (mapping: JsonObject) => void
}

/** One field of an action: where its value comes from, and what that gives. */
export function MappingField({ name, field, mapping, mapped, problem, onChange }: MappingFieldProps) {
  const id = `mapping-${name}`
  const kind = kindOf(mapping, name)
  const change = (value: Json) => onChange({ ...mapping, [name]: value })
  return (
    <div className="field" role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-about`}>
      <div className="field-head">
        <span className="label" id={`${id}-label`}>
          {field.label}
        </span>
        <code className="tag">{typeOf(field)}</code>
        {field.required === true && <span className="tag required">required</span>}
        {typeof field.required === 'object' && <span className="tag">required at times</span>}
        <select
          aria-label={`Where ${field.label} comes from`}
          value={kind}
          onChange={(e) => onChange(withKind(mapping, name, field, e.target.value as Kind))}
        >
          {Object.entries(kindsOf(field)).map(([key, label]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
      </div>
      {kind === 'default' && hasDefault(field) && <DefaultValue field={field} />}
      {kind === 'value' && (
        <ValueInput id={id} label={field.label} field={field} value={mapping[name]} onChange={change} />
      )}
      {kind === 'path' && (
        <input
          id={id}
          className="code"
          aria-label={`Path of ${field.label}`}
          spellCheck={false}
          value={pathOf(mapping[name])}
          onChange={(e) => change({ '@path': e.target.value })}
        />
      )}
      {kind === 'directive' && (
        <JsonInput id={id} label={`Directive of ${field.label}`} value={mapping[name]} onChange={change} />
      )}
      {mapped !== undefined && (
        <p className="mapped code">→ {typeof mapped === 'string' && mapped !== '' ? mapped : format(mapped)}</p>
      )}
      {problem && (
        <p className="message bad" role="alert">
          <ProblemText problem={problem} />
        </p>
      )}
      <p className="hint" id={`${id}-about`}>
        {field.description}
      </p>
    </div>
  )
}

/** The default in short: where a directive looks, or the fixed value. */
function DefaultValue({ field }: { field: Field }) {
  const { default: value } = field
  if (!isDirective(value)) {
    const choice = choicesOf(field).find((one) => one.value === value)
    return <p className="default">{choice?.label ?? format(value)}</p>
  }
  return (
    <p className="default">
      <Paths paths={pathsIn(value)} />
    </p>
  )
}

function typeOf({ type, multiple }: Field): string {
  return multiple ? `${type} list` : type
}
