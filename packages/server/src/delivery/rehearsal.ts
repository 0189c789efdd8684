import { randomUUID } from 'node:crypto'
import { Rehearsal } from '@partner-destinations/delivery'
import type { DeliveryConfig, Log, OnRehearsed } from '@partner-destinations/delivery'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { startVendorSandbox } from '@partner-destinations/vendors/sandbox'
import { destinationThread } from './destination-thread'

/** How to start a rehearsal. */
export interface RehearsalToStart {
  config: DeliveryConfig
  /** The folder of the destinations. */
  directory: string
  /** Is told of each delivery, with its requests. Default: requests are counted, and not kept. */
  onRehearsed?: OnRehearsed
  log: Log
}

/**
 * Starts a rehearsal: it delivers to a sandbox of its own, whatever the config is for. Vendors with a stand-in get the
 * demo settings, and the echo answers for the others. `close` it in the end.
 * @throws Error if it does not start
 */
export async function startRehearsal({ directory, ...options }: RehearsalToStart): Promise<Rehearsal> {
  const sandbox = await startVendorSandbox({ echo: true, now: unlimited() })
  return Rehearsal.start({
    ...options,
    thread: destinationThread({ directory, sandbox, bypasses: randomUUID() }),
    demoSettings: demoSettingsOf,
    onClose: () => sandbox.close()
  })
}

/** A clock for the rate limits of stand-ins: whenever one looks, the windows before are over. */
function unlimited(): () => number {
  let days = 0
  return () => ++days * 24 * 60 * 60 * 1000
}
