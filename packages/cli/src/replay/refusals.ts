import type { Replay } from '@partner-destinations/delivery'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { ReplayAccess } from './access'
import type { ReplayOptions } from './replay'
import { isSettled } from './summary'

/** What was typed must say what to replay. */
export function refuseUnclear({ file, stored }: ReplayOptions): void {
  if (stored && file !== undefined) {
    throw new BadInputError('Give a file or a folder, or --stored for what the store holds, but not both.')
  }
  if (!stored && file === undefined) {
    throw new BadInputError('Say what to replay: a file, a folder, - for standard input, or --stored.')
  }
}

/** Some options are of no use while nothing is delivered. */
export function refuseWithoutDeliver({ wait, rate }: ReplayOptions): void {
  const option = wait ? '--wait' : rate === undefined ? undefined : '--rate'
  if (option === undefined) return
  throw new BadInputError(
    `${option} needs a deliver that runs, because nothing is delivered without it. Start deliver, or leave ${option} out.`
  )
}

/** What was replayed before is not replayed again by mistake. */
export function refuseRepeated(
  begun: Replay,
  { isRunning }: Pick<ReplayAccess, 'isRunning'>,
  { wait }: ReplayOptions
): void {
  if (begun.state === 'storing' || (wait && !isSettled(begun))) return
  const { id, startedAt, counts } = begun
  const waiting = counts.pending + counts.inFlight
  const how = isRunning ? 'Add --wait to wait for them.' : 'Start deliver to deliver them.'
  const sentences = [
    `The same was replayed at ${new Date(startedAt).toISOString()}, as replay ${id}.`,
    ...(waiting > 0 ? [`${waiting} of its deliveries wait. ${how}`] : []),
    'Add --again to replay it once more.'
  ]
  throw new BadInputError(sentences.join(' '))
}
