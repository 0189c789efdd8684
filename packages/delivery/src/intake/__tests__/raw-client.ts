import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** A connection on which a test writes what no HTTP client would. */
export async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  // Being reset is one of the ways in which a server may refuse.
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return socket
}

/** Everything that the server says to these bytes, until it closes the connection; each byte is one character. */
export async function say(port: number, bytes: string): Promise<string> {
  const socket = await open(port)
  let answer = ''
  socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk))
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.write(Buffer.from(bytes, 'latin1'))
  await closed
  return answer
}

/** The statuses of the answers. */
export function statuses(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
}
