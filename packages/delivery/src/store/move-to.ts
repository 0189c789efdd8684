import { noObserver } from '../observer'
import { isServerUrl, shownStore } from './location'
import { giveUpMove, moveStore } from './move'
import type { Move, Moved } from './move'
import { openStore } from './open'
import { StoreOpenError } from './store'
import type { Mode, Store } from './store'

/** How often a move says that it is still there, so that no other process takes the stores for unused. */
const renewMs = 10_000

/**
 * Moves all that is in a store to another one: see `moveStore`.
 * @param from a store that is there; a file, or the URL of a server
 * @param to an empty store, which is made if there is none; or the same again, to go on
 * @throws StoreOpenError, StoreUnavailableError
 */
export async function moveStoreTo(from: string, to: string, onProgress: Move['onProgress']): Promise<Moved> {
  if (isServerUrl(from) && !isServerUrl(to)) {
    throw new StoreOpenError(
      `A store on a server can only be moved to another server. ${shownStore(to)} is a file, which can't have its ids.`
    )
  }
  return withStore(from, undefined, async (old) => {
    const mode = (await old.note('mode')) as Mode | undefined
    return withStore(to, mode, (store) => moveStore({ from: old, to: store, shownTo: shownStore(to), onProgress }))
  })
}

/**
 * Gives up a move that is not over: see `giveUpMove`.
 * @throws StoreOpenError, StoreUnavailableError
 */
export function giveUpMoveOf(from: string): Promise<boolean> {
  return withStore(from, undefined, giveUpMove)
}

/** It keeps everything, however old. */
async function withStore<Result>(
  location: string,
  mode: Mode | undefined,
  work: (store: Store) => Promise<Result>
): Promise<Result> {
  const retention = { deliveredMs: Infinity, failedMs: Infinity }
  const options = { mode, isMoving: true, maxBacklog: Infinity, retention }
  const store = await openStore(location, options, Date.now, noObserver)
  const renewing = setInterval(() => void store.renew().catch(() => undefined), renewMs)
  try {
    return await work(store)
  } finally {
    clearInterval(renewing)
    await store.close()
  }
}
