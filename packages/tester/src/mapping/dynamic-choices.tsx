import { useState } from 'react'
import { readChoices, RefusedError } from '../server/server'
import type { DynamicChoices } from '../server/server'
import { isObject } from '../json/json'
import { settingsOf } from '../state/state'
import { useTester } from '../state/tester'

interface DynamicChoicesProps {
  /** The key of the field; of a property, `field.property`. */
  path: string
  label: string
  onPick: (value: string) => void
}

/** Asks the destination for the choices of a field, a page at a time, as Segment's form does. */
export function DynamicChoicesPicker({ path, label, onPick }: DynamicChoicesProps) {
  const { state } = useTester()
  const [read, setRead] = useState<DynamicChoices | 'reading'>()
  const { choices = [], nextPage, error } = read === 'reading' || !read ? {} : read

  async function ask(page?: string) {
    setRead('reading')
    const { folder, action } = state
    const mapped = state.previews.find((one) => 'action' in one && one.action === action)
    const payload = mapped && 'action' in mapped && isObject(mapped.payload) ? mapped.payload : {}
    const call = { folder, action, field: path, payload, settings: settingsOf(state), page }
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
