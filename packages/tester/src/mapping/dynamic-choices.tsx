import { useState } from 'react'
import { readChoices, RefusedError } from '../server/server'
import type { DynamicChoices } from '../server/server'
import type { JsonObject } from '../json/json'
import { formOf } from '../state/current-call'
import { useTester } from '../state/tester'

interface DynamicChoicesProps {
  /** The key of the field; of a property, `field.property`. */
  path: string
  label: string
  /** The hook that the field is an input of, and the inputs so far. */
  ofHook?: { hook: string; hookInputs: JsonObject }
  onPick: (value: string) => void
}

/** Asks the destination for the choices of a field, a page at a time, as Segment's form does. */
export function DynamicChoicesPicker({ path, label, ofHook, onPick }: DynamicChoicesProps) {
  const { state } = useTester()
  const [read, setRead] = useState<DynamicChoices | 'reading'>()
  const { choices = [], nextPage, error } = read === 'reading' || !read ? {} : read

  async function ask(page?: string) {
    setRead('reading')
    const call = { ...formOf(state), field: path, page, ...ofHook }
    const answer = await readChoices(call).catch(notAnswered)
    setRead({ ...answer, choices: page === undefined ? answer.choices : [...choices, ...answer.choices] })
  }

  return (
    <div className="row dynamic">
      <button type="button" disabled={read === 'reading'} onClick={() => void ask()}>
        {read === 'reading' ? 'Loading …' : 'Load the choices'}
      </button>
      {choices.length > 0 && (
        <select
          className="grow"
          aria-label={`Choices of ${label}`}
          value=""
          onChange={(e) => onPick(choices[Number(e.target.value)].value)}
        >
          <option value="" disabled>
            {choices.length === 1 ? '1 choice' : `${choices.length} choices`} …
          </option>
          {choices.map((choice, index) => (
            <option key={index} value={index}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
      {nextPage !== undefined && nextPage !== '' && (
        <button type="button" onClick={() => void ask(nextPage)}>
          More
        </button>
      )}
      <p role="status" className={error ? 'message bad' : 'hint'}>
        {error?.message ?? (read && read !== 'reading' && choices.length === 0 ? 'There are no choices.' : '')}
      </p>
    </div>
  )
}

function notAnswered(error: unknown): DynamicChoices {
  const message = error instanceof RefusedError ? error.message : 'The server cannot be reached.'
  return { choices: [], error: { message } }
}
