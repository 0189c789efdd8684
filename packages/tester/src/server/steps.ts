import type { CallError, Exchange, Step } from '@partner-destinations/runner/wire'

// What the server's packages share with the page is types only, so the page tells steps apart itself.

export function isExchange(step: Step): step is Step & Exchange {
  return 'request' in step
}

export function isCallError(step: Step): step is Step & CallError {
  return 'requestError' in step
}
