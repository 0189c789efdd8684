import type { IncomingMessage, ServerResponse } from 'node:http'

/** The most bytes of a request's body. The vendors publish no limit. This one limits what the sandbox keeps. */
export const BODY_LIMIT = 4 * 1024 * 1024

/** The body of a request. If it is over the limit, it is read to its end and dropped, and the result is undefined. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= BODY_LIMIT) {
      chunks.push(chunk)
    }
  }
  return size <= BODY_LIMIT ? Buffer.concat(chunks).toString() : undefined
}

/** The path and the query of a request. */
export function targetOf({ url = '/' }: IncomingMessage): { path: string; query: URLSearchParams } {
  const [path] = url.split('?', 1)
  return { path, query: new URLSearchParams(url.slice(path.length)) }
}

/** The host that a request is for, without the port. */
export function hostOf({ headers }: IncomingMessage): string {
  return (headers.host ?? '').replace(/:\d*$/, '').toLowerCase()
}

export function sendJson(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, body && { 'content-type': 'application/json' })
  response.end(body && JSON.stringify(body))
}
