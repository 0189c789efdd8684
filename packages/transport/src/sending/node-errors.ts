import { FetchError } from '../classes'

/** An error of a connection, in Node's words. */
interface NodeError {
  message: string
  code?: string
}

const reset: NodeError = { message: 'socket hang up', code: 'ECONNRESET' }
const cutOff: NodeError = { message: 'Premature close', code: 'ERR_STREAM_PREMATURE_CLOSE' }

/**
 * undici has error codes of its own. Segment decides by Node's codes whether it retries an event, so these errors become
 * those that Node's own client gives in the same place.
 */
const beforeTheAnswer: Record<string, NodeError | undefined> = {
  UND_ERR_SOCKET: reset,
  UND_ERR_INFO: reset,
  UND_ERR_HEADERS_TIMEOUT: { message: 'read ETIMEDOUT', code: 'ETIMEDOUT' },
  UND_ERR_CONNECT_TIMEOUT: { message: 'connect ETIMEDOUT', code: 'ETIMEDOUT' },
  UND_ERR_HEADERS_OVERFLOW: { message: 'Parse Error: Header overflow', code: 'HPE_HEADER_OVERFLOW' }
}

const inTheAnswer: Record<string, NodeError | undefined> = {
  UND_ERR_SOCKET: cutOff,
  UND_ERR_INFO: cutOff,
  UND_ERR_BODY_TIMEOUT: cutOff,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: cutOff
}

/** The error of a request that got no answer. */
export function beforeHeaders(error: NodeError, url: string): Error {
  const { message, code } = translated(error, beforeTheAnswer)
  return new FetchError(`request to ${url} failed, reason: ${message}`, 'system', { code })
}

/** The error of an answer whose body can't be read. */
export function afterHeaders(error: NodeError, url: string): Error {
  const { message, code } = translated(error, inTheAnswer)
  return new FetchError(`Invalid response body while trying to fetch ${url}: ${message}`, 'system', { code })
}

function translated(error: NodeError, table: Record<string, NodeError | undefined>): NodeError {
  return table[error.code ?? ''] ?? error
}
