import type { Replay } from '@partner-destinations/delivery'
import { table } from '../deliver/describe-config'

/** How a replay ended, for a person: fits a screen. */
export function summary({ id, title, records, counts }: Replay, failedOut?: string): string {
  const { accepted, duplicates, skipped, bad } = records
  const where = failedOut === undefined ? '' : `in ${failedOut}`
  return [
    `Replay ${id} of ${title}`,
    ...table([
      ['accepted', String(accepted)],
      ['duplicates', String(duplicates)],
      ['left out', String(skipped)],
      ['bad', String(bad), bad > 0 ? where : '']
    ]),
    'Deliveries',
    ...table([
      ['pending', String(counts.pending + counts.inFlight)],
      ['delivered', String(counts.delivered)],
      ['filtered', String(counts.filtered)],
      ['failed', String(counts.failed)]
    ])
  ].join('\n')
}

/** Whether nothing of it waits to be delivered. */
export function isSettled({ state, counts }: Replay): boolean {
  return state === 'stored' && counts.pending + counts.inFlight === 0
}
