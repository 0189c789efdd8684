/** Error codes of Node and of the framework for a request that got no whole answer; Segment delivers those again. */
const networkErrors = /^(ETIMEDOUT|ECONN\w+|EPIPE|EAI_AGAIN|ENOTFOUND|ERR_STREAM_PREMATURE_CLOSE)$/

/**
 * Whether Segment delivers an event again: after 408, 423, 429, and 5xx but 501, and after a request that got no whole
 * answer. The only place that decides it, for single events and for each of a batch.
 * @param code of the error, when it has one: Node's or the framework's
 */
export function isRetried(status: number, code?: string): boolean {
  return [408, 423, 429].includes(status) || (status >= 500 && status !== 501) || networkErrors.test(code ?? '')
}
