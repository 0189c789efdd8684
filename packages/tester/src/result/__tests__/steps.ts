import type { CallError, Exchange } from '../../server/types'

/** An exchange that was answered with a status; without one, there was no answer. */
export function exchange(status?: number, body = '', path = 'new'): Exchange {
  const request = { url: `https://api.example.com/v1/${path}`, method: 'POST', headers: {}, body }
  const response = status === undefined ? null : { statusCode: status, statusMessage: 'Said', headers: {}, body: {} }
  return { request, response, duration: 1 }
}

export function callError(message = 'It is wrong.', rest: Partial<CallError> = {}): CallError {
  return { statusCode: 400, message, errorClass: 'APIError', retry: false, ...rest }
}
