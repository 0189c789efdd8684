import type { Dispatcher } from 'undici'
import type { Send } from '../classes'
import { Body, Request, sentHeaders } from '../classes'
import { Exchange } from './exchange'

/** Sends requests by undici. A request is sent once: undici repeats none that it has begun to write. */
export function createSend(dispatcher: Dispatcher): Send {
  return (request) =>
    new Promise((resolve, reject) => {
      const { origin, path } = Request.targetOf(request)
      const body = Body.contentOf(request) as string | Buffer | null
      const headers = sentHeaders(request).lines()
      const { method } = request
      const options = { origin, path, method: method, headers, body }
      dispatcher.dispatch(options, new Exchange(request, resolve, reject))
    })
}
