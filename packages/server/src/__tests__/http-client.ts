import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  // Tests look into answers of every shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any
}

/** Requests that `fetch` would not let a test make, such as ones under a foreign Host. */
export function client(port: number) {
  return (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (incoming) => {
        text(incoming)
          .then((content) => {
            const json = incoming.headers['content-type']?.includes('json')
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: json ? JSON.parse(content) : content
            })
          })
          .catch(reject)
      })
      outgoing.on('error', reject)
      outgoing.end(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body))
    })
}
