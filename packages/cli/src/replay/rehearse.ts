import { createLog } from '@partner-destinations/delivery'
import type { DeliveryConfig, Rehearsed, ReplayRequest, Selection } from '@partner-destinations/delivery'
import { startRehearsal } from '@partner-destinations/server/delivery'
import { cloudDirectory } from '../places'
import { interruptedCode } from '../send/interruption'
import { dryRun } from './dry-run'
import type { DryRunOptions } from './dry-run'
import { dryRunSummary } from './dry-run-summary'
import type { Input } from './input-files'
import type { Stop } from './pace'

/** What a dry run works with, and where it tells what it found. */
export interface RehearseOptions extends Pick<DryRunOptions<Rehearsed>, 'onBad' | 'onProgress'> {
  config: DeliveryConfig
  input: Input
  request: ReplayRequest
  selection: Selection
  stop: Stop
  json: boolean
  /** Prints a text. */
  log: (text: string) => void
}

/**
 * Says what would become of the events. Nothing is stored, and nothing leaves this machine.
 * @returns the exit code: 1 if a record is bad or a delivery would fail
 */
export async function rehearse({ stop, json, log, ...options }: RehearseOptions): Promise<number> {
  const quiet = createLog({ isTTY: false, write: () => undefined }, (line) => line)
  const rehearsal = await startRehearsal({ config: options.config, directory: cloudDirectory(), log: quiet })
  try {
    const found = await dryRun({ ...options, rehearsal, interruption: stop })
    const { rehearsed: destinations, ...records } = found
    log(json ? JSON.stringify({ ...records, destinations }) : dryRunSummary(found))
    if (found.isStopped) return interruptedCode
    const hasFailed = Object.values(destinations).some(({ failed }) => failed > 0)
    return hasFailed || found.bad > 0 ? 1 : 0
  } finally {
    await rehearsal.close()
  }
}
