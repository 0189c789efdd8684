import type { LiveDestination, ShownDelivery } from '@partner-destinations/delivery/wire'
import { useEffect, useId, useRef, useState } from 'react'
import { JsonView } from '../../json/json-view'
import { addressOf, open } from '../address'
import type { Opened } from '../address'
import { readDelivery } from '../api'
import { ResendBar } from '../failures/resend-bar'
import { hasTester, testerLink } from '../tester-link'
import { Through } from '../through'
import { Moment, useNow } from '../time'
import { useAnswer } from '../use-answer'
import { useDoing } from '../use-doing'
import { Attempts } from './attempts'
import { EditEvent } from './edit-event'

interface DrawerProps {
  id: number
  opened: Opened
  destinations: LiveDestination[]
  isLive: boolean
}

/** One delivery: its event, its payload and its attempts, and what can be done with it. Escape closes it. */
export function DeliveryDrawer({ id, opened, destinations, isLive }: DrawerProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  const doing = useDoing()
  const { delivery, error } = useDelivery(id, doing.said)

  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])

  function close() {
    open({ ...opened, delivery: undefined })
  }

  return (
    <dialog ref={dialog} className="drawer" aria-labelledby={title} onCancel={close}>
      <header className="row between">
        <h2 id={title}>
          Delivery {id} {delivery && <StateOf delivery={delivery} />}
        </h2>
        <button type="button" onClick={close}>
          Close
        </button>
      </header>
      <p className="message" role="status">
        {doing.isBusy ? 'Working …' : doing.said}
      </p>
      {[error, doing.problem].map(
        (problem) =>
          problem && (
            <p key={problem} className="notice bad" role="alert">
              {problem}
            </p>
          )
      )}
      {delivery === undefined && error === undefined && <p className="empty">Loading …</p>}
      {delivery && (
        <>
          <Facts delivery={delivery} opened={opened} />
          <Doubts delivery={delivery} />
          {delivery.state === 'failed' && (
            <ResendBar which={{ ids: [id] }} count={1} doing={doing} isLive={isLive} opened={opened} />
          )}
          {delivery.state === 'failed' && <EditEvent delivery={delivery} doing={doing} isLive={isLive} />}
          {hasTester && <TryButton delivery={delivery} destinations={destinations} />}
          <section className="part" aria-label="Event">
            <h3>Event</h3>
            <JsonView label={`Event of delivery ${id}`} value={delivery.event} />
          </section>
          <Payload delivery={delivery} />
          <Attempts delivery={delivery} />
        </>
      )}
    </dialog>
  )
}

/** The delivery as it is now: it is read again after something was done, and while it is on its way. */
function useDelivery(id: number, said: string) {
  const now = useNow()
  const [isMoving, setIsMoving] = useState(false)
  const key = JSON.stringify([id, said, isMoving && now])
  const { value: delivery, error } = useAnswer(key, (signal) => readDelivery(id, signal))
  const moves = delivery !== undefined && (delivery.state === 'pending' || delivery.state === 'inFlight')
  if (moves !== isMoving) setIsMoving(moves)
  return { delivery, error }
}

const states: Record<ShownDelivery['state'], { name: string; mark: string }> = {
  pending: { name: 'waiting', mark: 'neutral' },
  inFlight: { name: 'under way', mark: 'neutral' },
  delivered: { name: 'delivered', mark: 'good' },
  filtered: { name: 'filtered', mark: 'neutral' },
  failed: { name: 'failed', mark: 'bad' }
}

function StateOf({ delivery: { state } }: { delivery: ShownDelivery }) {
  return <span className={`status ${states[state].mark}`}>{states[state].name}</span>
}

function Facts({ delivery, opened }: { delivery: ShownDelivery; opened: Opened }) {
  const { reason, source, messageId, receivedAt, settledAt, dueAt, replay, corrects, correctedBy = [] } = delivery
  const link = (other: number) => (
    <a key={other} href={addressOf({ ...opened, delivery: other })}>
      delivery {other}
    </a>
  )
  return (
    <dl className="about">
      <Fact name="To">
        <Through {...delivery} />
      </Fact>
      {reason && (
        <Fact name="Reason">
          <code>{reason.code}</code> {reason.message}
        </Fact>
      )}
      <Fact name="Message id">
        <code>{messageId}</code> <span className="hint">from {source}</span>
      </Fact>
      <Fact name="Received">
        <Moment at={receivedAt} />
      </Fact>
      {settledAt !== undefined && (
        <Fact name="Ended">
          <Moment at={settledAt} />
        </Fact>
      )}
      {dueAt !== undefined && (
        <Fact name="Attempted again">
          <Moment at={dueAt} />
        </Fact>
      )}
      {replay !== undefined && <Fact name="Replay">{replay}</Fact>}
      {corrects !== undefined && <Fact name="Corrects">{link(corrects)}</Fact>}
      {correctedBy.length > 0 && <Fact name="Corrected by">{correctedBy.map(link)}</Fact>}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** What to think of before it is sent again. */
function Doubts({ delivery: { possibleDuplicate, outOfOrder } }: { delivery: ShownDelivery }) {
  return (
    <>
      {possibleDuplicate && (
        <p className="notice expected">
          <strong>Possible duplicate.</strong> An attempt was cut off or got no whole answer, so the vendor may have it
          already.
        </p>
      )}
      {outOfOrder && (
        <p className="notice expected">
          <strong>Out of order.</strong> Later events of the same user were sent before it.
        </p>
      )}
    </>
  )
}

/** The payload of the last attempt of which one was kept. */
function Payload({ delivery: { id, attemptRows } }: { delivery: ShownDelivery }) {
  const payload = attemptRows.findLast((row) => row.payload !== undefined)?.payload
  return (
    <section className="part" aria-label="Payload">
      <h3>Payload</h3>
      {payload === undefined ? (
        <p className="hint">None was kept. Payloads are kept of attempts that fail, and of some that succeed.</p>
      ) : (
        <JsonView label={`Payload of delivery ${id}`} value={payload} />
      )}
    </section>
  )
}

interface TryButtonProps {
  delivery: ShownDelivery
  destinations: LiveDestination[]
}

function TryButton({ delivery, destinations }: TryButtonProps) {
  const [problem, setProblem] = useState('')
  const folder = destinations.find(({ name }) => name === delivery.destination)?.destination
  if (folder === undefined) return null
  return (
    <p>
      <button
        type="button"
        onClick={() => {
          testerLink(delivery, folder).then(
            (link) => location.assign(link),
            (error: Error) => setProblem(error.message)
          )
        }}
      >
        Try this event
      </button>{' '}
      <span className="hint">{problem || 'Opens it in the tester, with its destination, action and mapping.'}</span>
    </p>
  )
}
