import type { ShownDelivery } from '@partner-destinations/delivery/wire'
import { useState } from 'react'
import { format, isObject, parse } from '../../json/json'
import { JsonField } from '../../json/json-field'
import { counted } from '../../many/counted'
import { correct } from '../api'
import { AskingButton } from '../asking-button'
import type { Doing } from '../use-doing'

interface EditProps {
  delivery: ShownDelivery
  doing: Doing
  isLive: boolean
}

/** Corrects the event of a failed delivery: the corrected one is sent in its place. */
export function EditEvent({ delivery: { id, event }, doing, isLive }: EditProps) {
  const [text, setText] = useState<string>()
  if (text === undefined) {
    return (
      <p>
        <button type="button" onClick={() => setText(format(event))}>
          Edit the event
        </button>{' '}
        <span className="hint">Sends a corrected event in the place of this one.</span>
      </p>
    )
  }
  const { value, error } = parse(text)
  const problem = error ?? (isObject(value) ? undefined : 'An event is an object in braces.')
  const isSame = text === format(event)

  function save() {
    if (!isObject(value)) return
    doing.run(async () => {
      const { deliveries } = await correct(id, value)
      return `The corrected event was stored, with ${counted(
        deliveries.length,
        'delivery',
        'deliveries'
      )}: ${deliveries.join(', ')}.`
    })
  }

  return (
    <section className="part" aria-label="Edit the event">
      <h3>Edit the event</h3>
      <JsonField label="Corrected event" value={text} onChange={setText} />
      <p className={problem === undefined ? 'hint' : 'message bad'} role="status">
        {problem ?? 'The corrected event gets a messageId of its own. This delivery then counts as filtered.'}
      </p>
      <div className="row end">
        <button type="button" onClick={() => setText(undefined)}>
          Cancel
        </button>
        <AskingButton
          label="Save and send"
          className="primary"
          question={
            isLive
              ? {
                  title: 'Send the corrected event to the real vendor?',
                  text: 'Delivery runs in live mode. What is sent changes real data at the vendor. You can’t undo it here.',
                  button: 'Save and send'
                }
              : undefined
          }
          act={save}
          disabled={problem !== undefined || isSame || doing.isBusy}
        />
      </div>
    </section>
  )
}
