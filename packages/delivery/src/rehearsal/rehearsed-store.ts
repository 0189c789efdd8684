import type { Claimed, ClaimRequest, Settled, Settlement, Store } from '../store/store'
import type { RehearsedOutcome } from './difference'

/** Is told what becomes of deliveries. */
export interface RehearsedStoreListener {
  /** A delivery will not be attempted again. */
  onEnded: (claimed: Claimed, settlement: Settlement, outcome: RehearsedOutcome) => void
  /** The store does not work any more. */
  onBroken: (error: Error) => void
}

/** The same store, which tells what becomes of deliveries, and keeps nothing of what was sent. */
export function rehearsedStore(store: Store, { onEnded, onBroken }: RehearsedStoreListener): Store {
  const inFlight = new Map<number, Claimed>()
  const own: Pick<Store, 'claim' | 'settle'> = {
    async claim(requests: ClaimRequest[]) {
      const claimed = await store.claim(requests)
      for (const one of claimed) inFlight.set(one.id, one)
      return claimed
    },
    async settle(settlements: Settlement[]) {
      const settled = await store.settle(settlements.map(withoutKept)).catch((error: Error) => {
        onBroken(error)
        throw error
      })
      for (const [index, settlement] of settlements.entries()) tell(settlement, settled[index])
      return settled
    }
  }

  function tell(settlement: Settlement, settled: Settled): void {
    const claimed = inFlight.get(settlement.id)
    // What is pending again, or was settled too late, is claimed again, and may have been by now.
    if (!claimed || !settled || settled.state === 'pending') return
    inFlight.delete(settlement.id)
    onEnded(claimed, settlement, settled.state as RehearsedOutcome)
  }

  return Object.assign(Object.create(store) as Store, own)
}

function withoutKept({ exchanges: _exchanges, payload: _payload, ...settlement }: Settlement): Settlement {
  return settlement
}
