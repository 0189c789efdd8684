import type { BatchResults, CallError, Exchange } from '@partner-destinations/runner/wire'

/** An exchange that was answered with a status; without one, there was no answer. */
export function exchange(status?: number, body = '', path = 'new'): Exchange {
  const request = { url: `https://api.example.com/v1/${path}`, method: 'POST', headers: {}, body }
  const response = status === undefined ? null : { statusCode: status, statusMessage: 'Said', headers: {}, body: {} }
  return { request, response, duration: 1 }
}

export function callError(message = 'It is wrong.', rest: Partial<CallError> = {}): CallError {
  return { statusCode: 400, message, errorClass: 'APIError', retry: false, requestError: true, ...rest }
}

/** The results of a batch whose events ended with these statuses. */
export function batchResults(...statuses: number[]): BatchResults {
  return { multistatus: statuses.map((status) => ({ status, retry: false })) }
}
