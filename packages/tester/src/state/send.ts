import type { Dispatch } from 'react'
import { preview, readHoldings, RefusedError, send, setFaults } from '../server/server'
import type { Call } from '../server/server'
import { faults } from './faults'
import type { Action, State } from './state'

/** Makes the call, with the fault that is picked, and reads what the sandbox holds before and after it. */
export async function sendCall(call: Call, { mode, fault }: State, dispatch: Dispatch<Action>): Promise<void> {
  dispatch({ type: 'sends' })
  const { folder, action } = call
  const isSandbox = mode === 'sandbox'
  try {
    const before = isSandbox ? await readHoldings(folder) : undefined
    const previews = action === 'delete' ? [] : await preview(call)
    const picked = faults[fault].fault
    if (isSandbox && picked) await setFaults(folder, [picked])
    const steps = await send(call)
    // A call that sent no request left the fault behind.
    if (isSandbox && picked) await setFaults(folder, [])
    dispatch({ type: 'sent', result: { call, previews, steps } })
    if (isSandbox) dispatch({ type: 'readHoldings', holdings: await readHoldings(folder), before })
  } catch (error) {
    const { message, fields } = describe(error)
    dispatch({ type: 'refused', message, fields })
  }
}

function describe(error: unknown): { message: string; fields: Record<string, string> } {
  if (error instanceof RefusedError) return error
  return { message: 'The server cannot be reached. Is `npm start` still running?', fields: {} }
}
