import fs from 'node:fs'
import { once } from 'node:events'

/** How many users the events are of, by turns. */
export const users = 1_000

/** The name of an event, such as `Replayed 17`. Every destination sends it. */
export function nameOf(index: number): string {
  return `Replayed ${index}`
}

/**
 * The index in the name of an event.
 * @throws Error if it is no such name: somebody changed it
 */
export function indexOf(name: string): number {
  const found = /^Replayed (\d+)$/.exec(name)
  if (!found) throw new Error(`"${name}" is not the name of an event of this proof.`)
  return Number(found[1])
}

/** Writes events as lines of JSON, as Segment's S3 destination does. Says how large the file is, in bytes. */
export async function writeEvents(file: string, count: number): Promise<number> {
  const stream = fs.createWriteStream(file)
  for (let index = 0; index < count; index++) {
    if (!stream.write(`${JSON.stringify(event(index))}\n`)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'close')
  return fs.statSync(file).size
}

function event(index: number) {
  const time = new Date(Date.UTC(2026, 9, 1) + index * 1000).toISOString()
  const userId = `user-${index % users}`
  return {
    type: 'track',
    event: nameOf(index),
    messageId: `message-${index}`,
    userId,
    context: { library: { name: 'analytics-node', version: '3.1.0' }, traits: { email: `${userId}@example.com` } },
    properties: { email: `${userId}@example.com`, plan: 'Team', seats: index % 50, total: (index % 900) + 0.99 },
    integrations: {},
    originalTimestamp: time,
    sentAt: time,
    receivedAt: time,
    timestamp: time,
    version: 2
  }
}
