import type { Step } from '@partner-destinations/runner/wire'
import type { Dispatch } from 'react'
import { preview, readHoldings, RefusedError, send, setFaults } from '../server/server'
import type { Refusal, TesterCall } from '../server/server'
import type { JsonObject } from '../json/json'
import { isInSandbox } from './state'
import type { Action, State } from './state'

/** What can go wrong with the next call of a vendor, in the terms of the sandbox. */
export const faults = {
  none: { label: 'None: the vendor works', fault: undefined },
  status429: { label: 'Answers 429: too many requests', fault: { status: 429 } },
  status500: { label: 'Answers 500: internal error', fault: { status: 500 } },
  timeout: { label: 'Times out (takes 10 s)', fault: { delay: 60_000 } },
  reset: { label: 'Connection is reset', fault: { reset: 'before' } },
  brokenJson: { label: 'Answers with broken JSON', fault: { body: 'truncated' } }
} as const

export type FaultName = keyof typeof faults

/**
 * Makes the call, with the fault that is picked, and reads what the sandbox holds before and after it.
 * @param signal cancels the call
 */
export async function sendCall(
  call: TesterCall,
  state: State,
  dispatch: Dispatch<Action>,
  signal: AbortSignal
): Promise<void> {
  dispatch({ type: 'sends' })
  const { folder, action } = call
  const { fault } = state
  const hasSandbox = isInSandbox(state)
  const picked = hasSandbox ? faults[fault].fault : undefined
  try {
    if (hasSandbox) dispatch({ type: 'readHoldings', holdings: await readHoldings(folder), isBefore: true })
    const previews = action === 'delete' ? [] : await preview(call, signal)
    const steps = await sendWith(picked, call, signal)
    dispatch({ type: 'sent', result: { call, previews, steps, fault } })
    if (hasSandbox) dispatch({ type: 'readHoldings', holdings: await readHoldings(folder) })
  } catch (error) {
    dispatch(signal.aborted ? { type: 'cancelled' } : { type: 'refused', refusal: describe(error) })
  }
}

/** Makes the call with a fault, if there is one, and leaves none behind. */
async function sendWith(fault: JsonObject | undefined, call: TesterCall, signal: AbortSignal): Promise<Step[]> {
  if (!fault) return send(call, signal)
  await setFaults(call.folder, [fault])
  try {
    return await send(call, signal)
  } finally {
    // If no request was sent, the fault is still set. If the server is gone, so is the fault.
    await setFaults(call.folder, []).catch(() => undefined)
  }
}

function describe(error: unknown): Refusal {
  if (error instanceof RefusedError) return error
  return { message: 'The server cannot be reached. Is `npm start` still running?', fields: {}, problems: [] }
}
