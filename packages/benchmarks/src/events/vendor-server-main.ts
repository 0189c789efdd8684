import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { answerQuestions, monotonicMs } from '../asked-process'
import { callOf } from './vendor-server'
import type { Answers, Arrival, Counts, Question, Reply, Start } from './vendor-server'

/** The process of `VendorServer`: answers every request at once with what it was told to, and counts. */
async function main(start: Start): Promise<{ first: number; answer: (question: Question) => Reply }> {
  let answers: Answers = {}
  let recording: Arrival[] | undefined
  const counts: Pick<Counts, 'requests' | 'bodyBytes'> = { requests: 0, bodyBytes: 0 }
  /** Sockets below TLS, and the bytes of those that are closed. */
  const sockets = new Set<Socket>()
  let closedBytes = 0

  const collect = (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => respond(request, Buffer.concat(chunks), response))
  }
  // Nobody has to connect again in a later round: clients hear of this time, and keep connections for as long.
  const options = { keepAliveTimeout: 600_000 }
  const server =
    'plain' in start ? http.createServer(options, collect) : https.createServer({ ...start, ...options }, collect)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('close', () => {
      sockets.delete(socket)
      closedBytes += socket.bytesRead
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { first: (server.address() as AddressInfo).port, answer }

  function answer(question: Question): Reply {
    if ('answers' in question) {
      answers = question.answers
      recording = question.record ? [] : undefined
    }
    const wireBytes = [...sockets].reduce((sum, socket) => sum + socket.bytesRead, closedBytes)
    const { user, system } = process.cpuUsage()
    return { counts: { ...counts, wireBytes, cpu: user + system }, recording: recording ?? [] }
  }

  function respond(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    counts.requests++
    counts.bodyBytes += body.length
    const { method = '', url = '', headers } = request
    const path = `https://${headers.host}${url}`
    recording?.push({
      method,
      url: path,
      headers: headers as Record<string, string>,
      body: body.toString(),
      at: monotonicMs()
    })
    const { status, json } = answers[callOf(method, path)] ?? { status: 200, json: {} }
    const content = JSON.stringify(json)
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) })
    response.end(content)
  }
}

answerQuestions(main)
