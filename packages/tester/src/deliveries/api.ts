import type {
  ApiError,
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
import type { JsonObject } from '../json/json'

/** How many deliveries are asked for at once. */
export const pageSize = 100

/** How many entries of the operator log are asked for at once. */
export const logSize = 20

/** Groups of failed deliveries that a filter takes. */
export function readGroups(filter: FailureFilter, signal: AbortSignal): Promise<ShownGroup[]> {
  return get(`api/failures?${queryOf(filter)}`, signal)
}

/** Failed deliveries that a filter takes, the newest first. @param before only those with a smaller id */
export function readFailures(
  filter: FailureFilter,
  before: number | undefined,
  signal: AbortSignal
): Promise<DeliveryRow[]> {
  return get(`api/failures/deliveries?${queryOf({ ...filter, limit: pageSize, before })}`, signal)
}

export function readDelivery(id: number, signal: AbortSignal): Promise<ShownDelivery> {
  return get(`api/deliveries/${id}`, signal)
}

/** What operators did, the newest first. @param before only entries with a smaller id */
export function readOperations(before: number, signal: AbortSignal): Promise<Operation[]> {
  return get(`api/operations?${queryOf({ limit: logSize, before })}`, signal)
}

/** @param first at most so many, the oldest first; without it, all */
export function resend(which: Which, first?: number): Promise<Resent> {
  return post('api/failures/resend', { ...which, first })
}

export function discard(which: Which): Promise<Discarded> {
  return post('api/failures/discard', which)
}

/** What would be sent now, beside what was sent. It asks no vendor. */
export function readDifference(which: Which, first?: number): Promise<Difference> {
  return post('api/failures/difference', { ...which, first })
}

/** Stores a corrected event in the place of that of a failed delivery, and sends it. */
export function correct(id: number, event: JsonObject): Promise<Corrected> {
  return post(`api/deliveries/${id}/correct`, { event })
}

export function pause(destination: string): Promise<unknown> {
  return post(`api/destinations/${encodeURIComponent(destination)}/pause`, { reason: 'Paused on the page.' })
}

export function resume(destination: string): Promise<unknown> {
  return post(`api/destinations/${encodeURIComponent(destination)}/resume`, {})
}

function queryOf(values: object): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
}

function get<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
  return answerTo(fetch(path, { signal }))
}

function post<Answer>(path: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' }
  return answerTo(fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }))
}

/** @throws Error with the words of the server if it refuses, or with words for people if it is gone */
async function answerTo<Answer>(asked: Promise<Response>): Promise<Answer> {
  const response = await asked.catch((error: Error) => {
    throw error.name === 'AbortError' ? error : new Error('Delivery does not answer. Is it still running?')
  })
  if (response.ok) return (await response.json()) as Answer
  const { error } = (await response.json().catch(() => ({}))) as Partial<ApiError>
  throw new Error(error ?? `Delivery answered ${response.status}.`)
}
