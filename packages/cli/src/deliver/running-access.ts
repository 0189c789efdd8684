import { systemUser } from '@partner-destinations/delivery'
import type {
  Corrected,
  DeliveryRow,
  Difference,
  Discarded,
  FailureFilter,
  Operation,
  Resent,
  ShownDelivery,
  ShownGroup,
  Which
} from '@partner-destinations/delivery/wire'
import { askForLong, askForStream } from './long-requests'
import { ask } from './running'
import type { Running } from './running'
import type { ListedDestination, StoreAccess } from './store-access'

/** A store by the process that delivers from it. */
export class RunningAccess implements StoreAccess {
  readonly isRunning = true
  private readonly by = systemUser()

  constructor(private readonly running: Running) {}

  destinations() {
    return ask<ListedDestination[]>(this.running, '/api/destinations')
  }

  async pause(name: string, reason: string) {
    await ask(this.running, `/api/destinations/${encodeURIComponent(name)}/pause`, { reason, by: this.by })
  }

  async resume(name: string) {
    await ask(this.running, `/api/destinations/${encodeURIComponent(name)}/resume`, { by: this.by })
  }

  async erase(person: string) {
    return (await ask<{ events: number }>(this.running, '/api/erase', { person, by: this.by })).events
  }

  groups(filter: FailureFilter) {
    return askForLong<ShownGroup[]>(this.running, `/api/failures${query(filter)}`)
  }

  failures(filter: FailureFilter, limit: number) {
    return askForLong<DeliveryRow[]>(this.running, `/api/failures/deliveries${query({ ...filter, limit })}`)
  }

  delivery(id: number) {
    return ask<ShownDelivery>(this.running, `/api/deliveries/${id}`)
  }

  resend(which: Which, first?: number) {
    return askForLong<Resent>(this.running, '/api/failures/resend', { ...which, first, by: this.by })
  }

  discard(which: Which) {
    return askForLong<Discarded>(this.running, '/api/failures/discard', { ...which, by: this.by })
  }

  async correct(id: number, event: object) {
    const { by } = this
    return (await ask<Corrected>(this.running, `/api/deliveries/${id}/correct`, { event, by })).deliveries
  }

  difference(which: Which, first?: number) {
    return askForLong<Difference>(this.running, '/api/failures/difference', { ...which, first })
  }

  export(filter: FailureFilter) {
    return askForStream(this.running, `/api/failures/export${query({ ...filter, by: this.by })}`)
  }

  operations(limit: number) {
    return ask<Operation[]>(this.running, `/api/operations${query({ limit })}`)
  }

  async close() {
    // Nothing is open.
  }
}

function query(parameters: object): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]]
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}
