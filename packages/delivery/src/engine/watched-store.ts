import { StoreUnavailableError } from '../store/store'
import type { Accepted, NewEvent, Store } from '../store/store'

/** Is told what becomes of the operations of a store. */
export interface StoreWatcher {
  /** @param outcomes what became of each event */
  accepted?(events: NewEvent[], outcomes: Accepted[]): void
  /** It has written. */
  available?(): void
  /** @param reason a sentence */
  unavailable?(reason: string): void
}

/** The operations that have written to the disk when they succeed. Others may have found nothing to do. */
const writing: readonly unknown[] = ['accept', 'storeReplayed', 'settle', 'renew']

type Method = (...args: unknown[]) => Promise<unknown>

/** The same store, whose operations are watched. */
export function watchStore(store: Store, watcher: StoreWatcher): Store {
  const watched = (name: string | symbol, method: Method): Method => {
    return async (...args) => {
      try {
        const result = await method.apply(store, args)
        if (writing.includes(name)) watcher.available?.()
        if (name === 'accept') watcher.accepted?.(args[0] as NewEvent[], result as Accepted[])
        return result
      } catch (error) {
        if (error instanceof StoreUnavailableError) watcher.unavailable?.(error.message)
        throw error
      }
    }
  }
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown
      return typeof value === 'function' ? watched(name, value as Method) : value
    }
  })
}
