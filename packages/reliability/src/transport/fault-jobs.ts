import { setTimeout as wait } from 'node:timers/promises'
import { Connection } from '../connection'
import { deliveries, nameOf, pathOf } from '../faults/deliveries'
import type { Delivery } from '../faults/deliveries'
import { canHit, faultRows } from '../faults/fault-rows'
import type { FaultRow } from '../faults/fault-rows'
import { endOf } from './end'
import { refuseConnections } from './refusing'
import type { Extent, Job, Means } from './ways'

/** The rows that `npm test` has time for: one for each thing that can happen to an answer. */
const SOME = new Set(['429', '307', 'refused', 'reset before the answer', 'HTML'])

/** Milliseconds. In these pauses, clients hear that a connection has ended. Each lasts several rounds of the event loop. */
const HEARD = [5, 5, 5]

/** Milliseconds after which a call gives up whose answer never comes: long enough for a busy machine. */
const GIVES_UP = 1500

/**
 * An answer that is cut off shows as the system's error, the end of the connection or the time limit, whichever comes
 * first. All end in the same class, status and decision to retry.
 */
const CUT_OFF_TITLE = 'reset in the middle of the answer'
const CUT_OFF =
  /(Invalid response body|Response timeout) while trying to fetch \S+( \(over \d+ms\)|: (read ECONNRESET|Premature close))/

/** A job for each cell of the fault tables: one delivery, of which one call has a fault. */
export function faultJobs(means: Means, extent: Extent): Job[] {
  const rows = extent === 'all' ? faultRows : faultRows.filter(({ title }) => SOME.has(title))
  return deliveries.flatMap((delivery) => [
    jobOf(means, delivery),
    ...[...new Set(delivery.calls)].flatMap((call) =>
      rows.filter((row) => canHit(row, delivery.vendor, call)).map((row) => jobOf(means, delivery, { call, row }))
    )
  ])
}

/** @param hit the call that has a fault, and which one; without it, none has */
function jobOf({ sandbox, agent, arrivals }: Means, delivery: Delivery, hit?: { call: string; row: FaultRow }): Job {
  const { vendor, calls, mapping, action } = delivery
  const isHit = (nth: number) => hit !== undefined && calls[nth] === hit.call
  const connection = () =>
    new Connection(vendor, agent, {
      mapping,
      action,
      timeout: (nth) => (isHit(nth) && hit?.row.timeout !== undefined ? GIVES_UP : undefined),
      before: async (nth) => {
        if (hit?.row.fault) return
        refuseConnections(isHit(nth))
        if (!isHit(nth)) return
        arrivals.endIdleConnections()
        for (const milliseconds of HEARD) await wait(milliseconds)
      }
    })
  return {
    name: `${vendor} ${nameOf(delivery)}${hit ? `: ${hit.call}, ${hit.row.sort} ${hit.row.title}` : ''}`,
    prepare: async () => {
      sandbox.reset()
      sandbox.setFaults(vendor, [])
      await delivery.prepare?.(new Connection(vendor, agent, { mapping, action }))
      if (!hit?.row.fault) return
      const path = pathOf(delivery, hit.call)
      const times = calls.filter((call) => call === hit.call).length
      sandbox.setFaults(vendor, [{ ...hit.row.fault(vendor, path), path, times }])
    },
    deliver: async () => {
      const end = await endOf(delivery.deliver(connection()))
      refuseConnections(false)
      return hit?.row.title === CUT_OFF_TITLE ? withoutReason(end) : end
    },
    state: () => sandbox.read(vendor)
  }
}

function withoutReason(end: unknown): unknown {
  return JSON.parse(JSON.stringify(end), (_key, value: unknown) =>
    typeof value === 'string' ? value.replace(CUT_OFF, '…') : value
  ) as unknown
}
