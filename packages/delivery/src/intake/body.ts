import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { maxIgnoredBytes } from './limits'
import type { HeldBytes } from './held-bytes'
import { Refusal } from './refusal'

const unzip = promisify(gunzip)

/** The client went away before its request was complete. Nobody waits for an answer. */
export class ClientGoneError extends Error {
  readonly name = 'ClientGoneError'
}

/**
 * Reads and unpacks the body of a request. It stops as soon as the body is larger than allowed, also while it unpacks.
 * @param maxBytes of the body, packed and unpacked
 * @param held counts the bytes; the caller gives them back
 * @throws Refusal when the body is too large, is packed in another way than by gzip, or cannot be unpacked
 * @throws ClientGoneError
 */
export async function readBody(request: IncomingMessage, maxBytes: number, held: HeldBytes): Promise<Buffer> {
  const isPacked = checkEncoding(request.headers['content-encoding'])
  if (Number(request.headers['content-length']) > maxBytes) throw tooLarge(maxBytes)
  const body = await readBytes(request, maxBytes, held)
  if (!isPacked) return body
  try {
    const unpacked = await unzip(body, { maxOutputLength: maxBytes })
    held.take(unpacked.length)
    return unpacked
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes)
    if (error instanceof Refusal) throw error
    throw new Refusal(400, 'The body cannot be unpacked. "Content-Encoding" says that it is packed by gzip.')
  }
}

/** Whether the body is packed by gzip. */
function checkEncoding(encoding = 'identity'): boolean {
  switch (encoding.trim().toLowerCase()) {
    case 'identity':
      return false
    case 'gzip':
    case 'x-gzip':
      return true
    default:
      throw new Refusal(415, 'The only "Content-Encoding" that is supported is gzip.', { 'Accept-Encoding': 'gzip' })
  }
}

function readBytes(request: IncomingMessage, maxBytes: number, held: HeldBytes): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const stop = (error: Error) => {
      request.off('data', onData).off('end', onEnd).off('close', onClose)
      reject(error)
    }
    const onData = (chunk: Buffer) => {
      size += chunk.length
      if (size > maxBytes) return stop(tooLarge(maxBytes))
      try {
        held.take(chunk.length)
      } catch (error) {
        return stop(error as Error)
      }
      chunks.push(chunk)
    }
    const onEnd = () => {
      request.off('close', onClose)
      resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size))
    }
    const onClose = () => stop(new ClientGoneError('The client closed the connection.'))
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose)
  })
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal(400, `The body is larger than ${maxBytes / 1024} kB, packed or unpacked.`)
}

/**
 * Reads the rest of a body that was refused, and forgets it. If the connection were closed before the client has sent
 * everything, it would be reset, and the client would never see the answer.
 */
export function ignoreRest(request: IncomingMessage): void {
  let size = 0
  request
    .on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > maxIgnoredBytes) request.destroy()
    })
    .on('error', () => undefined)
    .resume()
}
