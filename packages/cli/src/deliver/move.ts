import fs from 'node:fs'
import path from 'node:path'
import { giveUpMoveOf, isServerUrl, moveStoreTo, shownStore } from '@partner-destinations/delivery'
import { BadInputError } from '@partner-destinations/server/json-input'
import { Progress } from '../send/progress'
import type { Output } from '../send/progress'
import { findStore } from './config-file'
import { throwInWords } from './in-words'

/** The rows that there may be many of, in words. The others are moved in a moment. */
const words: Partial<Record<string, string>> = { event: 'events', requests: 'rate limits', operation: 'operations' }

/**
 * Moves the store of the config to another one, with everything that is in it. Killed, it goes on when it runs again. With
 * the store itself as the other one, it gives up a move that isn't over.
 * @param config the config's file. Default: `delivery.yaml`, if it is there
 * @param target a file, or the URL of a server
 * @throws BadInputError if it isn't possible, with what to do about it
 */
export async function moveTo(
  config: string | undefined,
  target: string,
  log: (text: string) => void,
  output: Output
): Promise<void> {
  const { store: from } = findStore({ config })
  const to = isServerUrl(target) ? target : path.resolve(target)
  if (!isServerUrl(from) && !fs.existsSync(from)) {
    throw new BadInputError(`There is no store ${from}, so there is nothing to move. Name the config with --config.`)
  }
  if (from === to) return giveUp(from, log)
  const progress = new Progress(output)
  const moved = await moveStoreTo(from, to, (kind, rows) =>
    progress.update(() => `Moved ${rows} ${words[kind] ?? 'rows'}`)
  )
    .catch(throwInWords)
    .finally(() => progress.clear())
  const counts = Object.values(moved.counts)
  const waiting = counts.reduce((sum, { pending }) => sum + pending, 0)
  const others = counts.reduce((sum, { delivered, filtered, failed }) => sum + delivered + filtered + failed, 0)
  log(
    [
      `${moved.wasResumed ? 'Went on, and moved' : 'Moved'} everything from ${shownStore(from)} to ${shownStore(to)}:`,
      `  deliveries: ${waiting} waiting, ${others} settled, with their events and ids; replays, pauses and the operators' log.`,
      `Now write the new one as "store" into the config, and start deliver. The old one can't be used any more.`
    ].join('\n')
  )
}

async function giveUp(store: string, log: (text: string) => void): Promise<void> {
  if (!(await giveUpMoveOf(store).catch(throwInWords))) {
    throw new BadInputError(`${shownStore(store)} is the store of the config. Name the one that it is to be moved to.`)
  }
  log(`Gave up the move of ${shownStore(store)}: deliver can use it again. What was moved is still in the other store.`)
}
