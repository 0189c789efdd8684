import type { Exchange } from '@partner-destinations/runner/wire'

/** An exchange of tests: a POST of JSON that is answered with 200, unless the request says otherwise. */
export function exchange(request: Partial<Exchange['request']> & { json?: unknown } = {}): Exchange {
  const { json, ...rest } = request
  return {
    request: {
      url: 'https://api.acme.example/people',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: json === undefined ? '' : JSON.stringify(json),
      ...rest
    },
    response: { statusCode: 200, statusMessage: 'OK', headers: {}, body: {} },
    duration: 1
  }
}
