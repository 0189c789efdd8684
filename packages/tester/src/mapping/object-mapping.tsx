import type { Field } from '@partner-destinations/server/wire'
import { useState } from 'react'
import type { JsonObject } from '../json/json'
import { DynamicChoicesPicker } from './dynamic-choices'
import { MappingField } from './mapping-field'

interface ObjectMappingProps {
  path: string
  /** The object, or the list of objects. */
  field: Field
  value: JsonObject
  onChange: (value: JsonObject) => void
}

/** The mapping of an object: each property that the field describes, and further ones if it may have any. */
export function ObjectMapping({ path, field, value, onChange }: ObjectMappingProps) {
  const { properties = {} } = field
  const isOpen = field.properties === undefined || field.additionalProperties === true
  const further = Object.keys(value).filter((key) => !Object.hasOwn(properties, key))
  const add = (key: string) => onChange({ [key]: '', ...value })

  return (
    <div className="properties">
      {Object.entries(properties).map(([key, property]) => (
        <MappingField
          key={key}
          name={key}
          path={`${path}.${key}`}
          // The default of the field has the defaults of its properties.
          field={{ ...property, default: undefined }}
          mapping={value}
          standing={{ isRequired: property.required === true }}
          onChange={onChange}
        />
      ))}
      {further.map((key) => (
        <div key={key} className="further">
          <MappingField
            name={key}
            path={`${path}.${key}`}
            field={{ label: key, type: 'string' }}
            mapping={value}
            standing={{ isRequired: false }}
            // It has no place of its own to come back to, so it is kept when it is not mapped.
            onChange={(next) => onChange({ ...next, [key]: next[key] ?? null })}
          />
          <button type="button" className="quiet" onClick={() => onChange(without(value, key))}>
            Remove {key}
          </button>
        </div>
      ))}
      {isOpen && <NewProperty label={field.label} taken={[...Object.keys(properties), ...further]} onAdd={add} />}
      {isOpen && field.dynamic && (
        // The framework's name for the function that tells the keys of an object.
        <DynamicChoicesPicker path={`${path}.__keys__`} label={`property names of ${field.label}`} onPick={add} />
      )}
    </div>
  )
}

interface NewPropertyProps {
  label: string
  taken: string[]
  onAdd: (key: string) => void
}

function NewProperty({ label, taken, onAdd }: NewPropertyProps) {
  const [key, setKey] = useState('')
  const problem = taken.includes(key)
    ? 'There is a property of this name.'
    : key.startsWith('@')
    ? 'A name can’t begin with @: Segment would take it for a directive.'
    : undefined

  function add() {
    if (key === '' || problem !== undefined) return
    onAdd(key)
    setKey('')
  }

  return (
    <div className="row">
      <input
        className="grow"
        aria-label={`Name of a new property of ${label}`}
        aria-invalid={problem !== undefined}
        placeholder="Name of a property"
        value={key}
        onChange={(e) => setKey(e.target.value)}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey) add()
        }}
      />
      <button type="button" disabled={key === '' || problem !== undefined} onClick={add}>
        Add
      </button>
      {problem !== undefined && <p className="message bad">{problem}</p>}
    </div>
  )
}

function without(value: JsonObject, key: string): JsonObject {
  const { [key]: _removed, ...rest } = value
  return rest
}
