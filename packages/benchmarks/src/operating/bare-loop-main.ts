import { hash } from 'node:crypto'
import fs from 'node:fs'
import { createInterface } from 'node:readline'
import { noObserver, openStore } from '@partner-destinations/delivery'
import type { NewEvent } from '@partner-destinations/delivery'
import { answerQuestions } from '../asked-process'

const PER_CALL = 100
const DAY = 24 * 60 * 60 * 1000

/** What the process does: it stores the events of a file as fast as it can. It keeps none of a replay's promises. */
export interface BareLoop {
  file: string
  store: string
  destination: string
  subscription: string
}

/** The milliseconds that it takes, without the start of the process. */
async function run({ file, store: location, destination, subscription }: BareLoop): Promise<number> {
  const start = performance.now()
  const retention = { deliveredMs: DAY, failedMs: DAY }
  const store = await openStore(location, { mode: 'sandbox', maxBacklog: 10_000_000, retention }, Date.now, noObserver)
  let call: NewEvent[] = []
  for await (const body of createInterface(fs.createReadStream(file))) {
    const { messageId, userId } = JSON.parse(body) as { messageId: string; userId: string }
    call.push({
      source: 'shop',
      messageId,
      fingerprint: hash('sha1', body),
      receivedAt: Date.now(),
      body,
      deliveries: [{ destination, subscription, state: 'pending', lane: userId }]
    })
    if (call.length < PER_CALL) continue
    await store.accept(call)
    call = []
  }
  if (call.length > 0) await store.accept(call)
  await store.close()
  return performance.now() - start
}

answerQuestions<object, BareLoop>(async () => ({ first: true, answer: run }))
