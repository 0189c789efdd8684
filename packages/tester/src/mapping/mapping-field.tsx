import type { Field } from '@partner-destinations/server/wire'
import { useId } from 'react'
import { format } from '../json/json'
import type { Json, JsonObject } from '../json/json'
import { plainText } from '../plain-text'
import { Paths, ProblemText } from '../problem-text'
import { DynamicChoicesPicker } from './dynamic-choices'
import {
  choicesOf,
  eachOf,
  hasDefault,
  isDirective,
  kindOf,
  kindsOf,
  pathOf,
  pathsIn,
  toEach,
  withKind
} from './mapping'
import type { Kind, problemOf } from './mapping'
import { ObjectMapping } from './object-mapping'
import { JsonInput, ValueInput } from './value-input'

/** What the values of other fields say of a field. */
export interface Standing {
  isRequired: boolean
  /** Why Segment's form does not show it; undefined when it does. */
  whyHidden?: string
}

interface MappingFieldProps {
  name: string
  /** The key of the field; of a property, with the keys of the fields around it: `address.city`. */
  path: string
  field: Field
  /** What differs from the default mapping; of a property, the mapping of the object around it. */
  mapping: JsonObject
  standing: Standing
  /** What the field is in the mapped payload. */
  mapped?: Json
  problem?: ReturnType<typeof problemOf>
  onChange: (mapping: JsonObject) => void
}

/** One field of an action, or a property of one: where its value comes from, and what that gives. */
export function MappingField(props: MappingFieldProps) {
  const { name, path, field, mapping, standing, mapped, problem, onChange } = props
  const id = useId()
  const kind = kindOf(mapping, name, field)
  const change = (value: Json) => onChange({ ...mapping, [name]: value })
  return (
    <div className="field" role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-about`}>
      <div className="field-head">
        <span className="label" id={`${id}-label`}>
          {field.label}
        </span>
        <code className="tag">{typeOf(field)}</code>
        {field.category !== undefined && <span className="tag">{field.category}</span>}
        {standing.isRequired && <span className="tag required">required</span>}
        {!standing.isRequired && typeof field.required === 'object' && <span className="tag">required at times</span>}
        {field.readOnly && <span className="tag">read-only</span>}
        {standing.whyHidden !== undefined && <span className="tag">{standing.whyHidden}</span>}
        <select
          aria-label={`Where ${field.label} comes from`}
          value={kind}
          disabled={field.readOnly}
          onChange={(e) => onChange(withKind(mapping, name, field, e.target.value as Kind))}
        >
          {Object.entries(kindsOf(field, kind)).map(([key, label]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <MappedFrom {...props} id={id} kind={kind} onChange={change} />
      {field.dynamic && field.type !== 'object' && !field.readOnly && (
        <DynamicChoicesPicker path={path} label={field.label} onPick={change} />
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
        {plainText(field.description ?? '')}
      </p>
    </div>
  )
}

interface MappedFromProps extends Pick<MappingFieldProps, 'name' | 'path' | 'field' | 'mapping'> {
  id: string
  kind: Kind
  onChange: (value: Json) => void
}

/** The form of one kind of mapping. */
function MappedFrom({ id, kind, name, path, field, mapping, onChange }: MappedFromProps) {
  const value = mapping[name]
  switch (kind) {
    case 'default':
      return hasDefault(field) && <DefaultValue field={field} />
    case 'nothing':
      return null
    case 'value':
      return <ValueInput id={id} path={path} label={field.label} field={field} value={value} onChange={onChange} />
    case 'path':
      return (
        <PathInput
          id={id}
          label={`Path of ${field.label}`}
          value={pathOf(value) ?? ''}
          onChange={(next) => onChange({ '@path': next })}
        />
      )
    case 'object':
      return <ObjectMapping path={path} field={field} value={value as JsonObject} onChange={onChange} />
    case 'each': {
      const each = eachOf(value)
      if (!each) return null
      return (
        <>
          <PathInput
            id={id}
            label={`Path of the list for ${field.label}`}
            value={each.path}
            onChange={(next) => onChange(toEach(next, each.item))}
          />
          <p className="hint">The paths of the properties begin at each item of the list.</p>
          <ObjectMapping
            path={path}
            field={field}
            value={each.item}
            onChange={(item) => onChange(toEach(each.path, item))}
          />
        </>
      )
    }
    case 'directive':
      return <JsonInput id={id} label={`Directive of ${field.label}`} value={value} onChange={onChange} />
  }
}

interface PathInputProps {
  id: string
  label: string
  value: string
  onChange: (path: string) => void
}

function PathInput({ id, label, value, onChange }: PathInputProps) {
  return (
    <input
      id={id}
      className="code"
      aria-label={label}
      spellCheck={false}
      value={value}
      onChange={(e) => onChange(e.target.value)}
    />
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
