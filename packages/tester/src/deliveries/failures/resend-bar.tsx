import type { Difference, Which } from '@partner-destinations/delivery/wire'
import { useId, useState } from 'react'
import { counted, inWords } from '../../many/counted'
import type { Opened } from '../address'
import { discard, readDifference, resend } from '../api'
import { AskingButton } from '../asking-button'
import type { Doing } from '../use-doing'
import { DifferenceView } from './difference-view'

interface ResendBarProps {
  which: Which
  /** How many deliveries these are. */
  count: number
  doing: Doing
  isLive: boolean
  opened: Opened
}

/** The most deliveries that are compared at once. */
const mostCompared = 1000

/** What can be done with failed deliveries: look at what would be sent now, resend some or all of them, discard them. */
export function ResendBar({ which, count, doing, isLive, opened }: ResendBarProps) {
  const [difference, setDifference] = useState<Difference>()
  const [first, setFirst] = useState(10)
  const firstId = useId()
  const isOne = count === 1
  const canary = Math.min(Math.max(Math.floor(first) || 1, 1), count)

  function send(most?: number) {
    doing.run(async () => {
      const { resent, failed } = await resend(which, most)
      setDifference(undefined)
      const left = failed === 0 ? '' : ` ${counted(failed, 'delivery is', 'deliveries are')} failed still.`
      return `${counted(resent, 'delivery', 'deliveries')} will be attempted again.${left}`
    })
  }

  /** In live mode, sending is asked about. */
  function question(many: number) {
    return isLive
      ? {
          title: `Resend ${counted(many, 'delivery', 'deliveries')} to the real vendor?`,
          text: 'Delivery runs in live mode. What is sent changes real data at the vendor. You can’t undo it here.',
          button: 'Resend'
        }
      : undefined
  }

  function compare() {
    doing.run(async () => {
      const found = await readDifference(which, count > mostCompared ? mostCompared : undefined)
      setDifference(found)
      return `Compared ${counted(found.compared, 'delivery', 'deliveries')}. Nothing was sent to the vendor.`
    })
  }

  return (
    <>
      <div className="row actions">
        <button type="button" disabled={doing.isBusy} onClick={compare}>
          Difference
        </button>
        {!isOne && (
          <span className="row canary">
            <AskingButton
              label={`Resend the first ${inWords(canary)}`}
              question={question(canary)}
              act={() => send(canary)}
              disabled={doing.isBusy}
            />
            <label className="visually-hidden" htmlFor={firstId}>
              How many to resend first
            </label>
            <input
              id={firstId}
              type="number"
              min={1}
              max={count}
              value={first}
              onChange={(e) => setFirst(Number(e.target.value))}
            />
          </span>
        )}
        <AskingButton
          label={isOne ? 'Resend' : `Resend all ${inWords(count)}`}
          className="primary"
          question={question(count)}
          act={() => send()}
          disabled={doing.isBusy}
        />
        <AskingButton
          label={isOne ? 'Discard' : 'Discard all'}
          question={{
            title: `Discard ${counted(count, 'delivery', 'deliveries')}?`,
            text: 'A discarded delivery is never sent again. It counts as filtered, and the log says who discarded it.',
            button: 'Discard'
          }}
          act={() => {
            doing.run(async () => {
              const { discarded } = await discard(which)
              setDifference(undefined)
              return `${counted(discarded, 'delivery was', 'deliveries were')} discarded.`
            })
          }}
          disabled={doing.isBusy}
        />
      </div>
      {difference && (
        <DifferenceView
          difference={difference}
          of={count}
          opened={opened}
          resend={
            <AskingButton
              label={`Resend these ${inWords(difference.compared)}`}
              className="primary"
              question={question(difference.compared)}
              act={() => send(difference.compared)}
              disabled={doing.isBusy}
            />
          }
        />
      )}
    </>
  )
}
