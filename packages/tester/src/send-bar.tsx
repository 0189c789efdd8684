import { useEffect, useEffectEvent, useRef } from 'react'
import { currentCall } from './state/current-call'
import { faults, sendCall } from './state/send'
import type { FaultName } from './state/send'
import { destinationOf, isInSandbox } from './state/state'
import { useTester } from './state/tester'

/** Sends the event, on a click and on Ctrl+Enter anywhere; in live mode it asks before the first time. */
export function SendBar() {
  const { state, dispatch } = useTester()
  const dialog = useRef<HTMLDialogElement>(null)
  const running = useRef<AbortController>(undefined)
  const destination = destinationOf(state)
  const call = currentCall(state)
  const canSend = call !== undefined && !state.isSending && state.connection !== 'lost'

  function start() {
    if (!call) return
    running.current = new AbortController()
    void sendCall(call, state, dispatch, running.current.signal)
  }

  function send() {
    if (!canSend) return
    if (state.mode === 'live' && !state.isLiveConfirmed) dialog.current?.showModal()
    else start()
  }

  function confirm() {
    dialog.current?.close()
    dispatch({ type: 'confirmedLive' })
    start()
  }

  useSendKey(send)

  return (
    <div className="card send-bar">
      {isInSandbox(state) && (
        <div className="row fault">
          <label className="label" htmlFor="fault">
            Fault of the next call
          </label>
          <select
            id="fault"
            value={state.fault}
            onChange={(e) => dispatch({ type: 'pickedFault', fault: e.target.value as FaultName })}
          >
            {Object.entries(faults).map(([name, { label }]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className="row end grow">
        {state.isSending && (
          <button type="button" onClick={() => running.current?.abort()}>
            Cancel
          </button>
        )}
        <button type="button" className="primary" aria-keyshortcuts="Control+Enter" disabled={!canSend} onClick={send}>
          {state.isSending ? 'Sending …' : state.mode === 'live' ? 'Send to the real vendor' : 'Send'}
        </button>
      </div>
      <dialog ref={dialog} aria-labelledby="live-title">
        <h2 id="live-title">Send to the real {destination?.name}?</h2>
        <p>This server runs in live mode. What you send changes real data at the vendor. You can’t undo it here.</p>
        <div className="row end">
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="button" className="primary danger" onClick={confirm}>
            Send, and do not ask again
          </button>
        </div>
      </dialog>
    </div>
  )
}

function useSendKey(send: () => void): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    send()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => pressed(event)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
}
