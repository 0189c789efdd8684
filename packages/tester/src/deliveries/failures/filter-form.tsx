import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { addressOf, open } from '../address'
import type { FilterField, FilterTexts, Opened } from '../address'

interface FilterFormProps {
  filter: FilterTexts
  destinations: string[]
  codes: string[]
  opened: Opened
}

const texts: { name: FilterField; label: string; type: string; placeholder?: string }[] = [
  { name: 'since', label: 'Failed since', type: 'datetime-local' },
  { name: 'until', label: 'Failed before', type: 'datetime-local' },
  { name: 'user', label: 'User', type: 'search', placeholder: 'userId or anonymousId' },
  { name: 'event', label: 'Event', type: 'search', placeholder: 'Order Completed' },
  { name: 'only', label: 'Condition (FQL)', type: 'search', placeholder: 'properties.total > 100' }
]

/** Narrows the list of failed deliveries. The address keeps the filter. */
export function FilterForm({ filter, destinations, codes, opened }: FilterFormProps) {
  const [entered, setEntered] = useState(filter)
  const isFiltered = Object.keys(filter).length > 0

  function change(name: FilterField, text: string) {
    setEntered({ ...entered, [name]: text })
  }

  function apply(next: FilterTexts) {
    open({ filter: next, plot: opened.plot })
  }

  function pick(name: FilterField, text: string) {
    change(name, text)
    apply({ ...entered, [name]: text })
  }

  return (
    <form
      className="filter"
      aria-label="Filter"
      onSubmit={(e) => {
        e.preventDefault()
        apply(entered)
      }}
    >
      <Field label="Destination">
        {(id) => (
          <Choice
            id={id}
            all="All destinations"
            options={destinations}
            value={entered.destination}
            onPick={(text) => pick('destination', text)}
          />
        )}
      </Field>
      <Field label="Code">
        {(id) => (
          <Choice id={id} all="All codes" options={codes} value={entered.code} onPick={(text) => pick('code', text)} />
        )}
      </Field>
      {isFiltered && (
        <p>
          <a href={addressOf({ filter: {}, plot: opened.plot })}>Show all</a>
        </p>
      )}
      <details open={texts.some(({ name }) => filter[name] !== undefined)}>
        <summary>By time, user, event or condition</summary>
        <div className="more">
          {texts.map(({ name, label, ...input }) => (
            <Field key={name} label={label}>
              {(id) => (
                <input {...input} id={id} value={entered[name] ?? ''} onChange={(e) => change(name, e.target.value)} />
              )}
            </Field>
          ))}
          <button type="submit">Filter</button>
        </div>
      </details>
    </form>
  )
}

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="stack">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {children(id)}
    </div>
  )
}

interface ChoiceProps {
  id: string
  all: string
  options: string[]
  value: string | undefined
  onPick: (text: string) => void
}

function Choice({ id, all, options, value = '', onPick }: ChoiceProps) {
  // The address may name one that is gone.
  const offered = value === '' || options.includes(value) ? options : [...options, value]
  return (
    <select id={id} value={value} onChange={(e) => onPick(e.target.value)}>
      <option value="">{all}</option>
      {offered.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </select>
  )
}
