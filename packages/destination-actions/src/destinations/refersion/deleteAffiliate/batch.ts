import { ErrorCodes, MultiStatusResponse } from '@segment/actions-core'
import type { ActionDestinationErrorResponse, JSONLikeObject } from '@segment/actions-core'
import type { Connection } from '../api'
import { chunk } from '../chunk'
import { disableAffiliates, idsToDisable } from '../disable'
import type { Payload } from './generated-types'

/** How many events are looked up at a time. Refersion limits requests, but doesn't publish the limit. */
const CONCURRENT_LOOK_UPS = 10

type ErrorResponse = ReturnType<ActionDestinationErrorResponse['value']>

/**
 * Disables the affiliates of many events. It looks up each event, and then sends all ids together.
 *
 * @returns the result of each event, in the same order. An event that fails doesn't affect the others.
 */
export async function disableBatch(connection: Connection, payloads: Payload[]): Promise<MultiStatusResponse> {
  const lookUps: PromiseSettledResult<number[]>[] = []
  for (const group of chunk(payloads, CONCURRENT_LOOK_UPS)) {
    lookUps.push(...(await Promise.allSettled(group.map((payload) => idsToDisable(connection, payload)))))
  }
  const failures = await disableAffiliates(
    connection,
    lookUps.flatMap((lookUp) => (lookUp.status === 'fulfilled' ? lookUp.value : []))
  )

  const response = new MultiStatusResponse()
  lookUps.forEach((lookUp, index) => {
    const sent = payloads[index] as unknown as JSONLikeObject
    if (lookUp.status === 'rejected') return response.pushErrorResponse(toErrorResponse(lookUp.reason as Error, sent))

    const failure = lookUp.value.map((id) => failures.get(id)).find((error) => error !== undefined)
    if (failure) return response.pushErrorResponse(toErrorResponse(failure, sent))
    response.pushSuccessResponse({ status: 200, sent, body: { ids_changed: lookUp.value } })
  })
  return response
}

/** If an error has no `sent`, the framework assumes that the event never reached the vendor. */
function toErrorResponse(error: Error & { code?: string; status?: number }, sent: JSONLikeObject): ErrorResponse {
  const errormessage = error.message
  if (error.code === ErrorCodes.PAYLOAD_VALIDATION_FAILED) {
    return { status: 400, errortype: ErrorCodes.PAYLOAD_VALIDATION_FAILED, errormessage }
  }
  return { status: error.status ?? 500, errormessage, sent }
}
