import { once } from 'node:events'
import { Session } from 'node:inspector/promises'

/** What the inspector of this thread says of the others. */
interface Attached {
  params: { sessionId: string }
}

/** How often garbage is collected: what waits for the finalization of something else is only garbage later. */
const COLLECTIONS = 3

/**
 * Collects garbage in all threads of this process. Run node with `--expose-gc`.
 *
 * @returns bytes that their heaps hold then
 */
export async function collectAll(): Promise<number> {
  if (!global.gc) throw new Error('Run node with --expose-gc.')
  const session = new Session()
  session.connect()
  const threads: string[] = []
  session.on('NodeWorker.attachedToWorker', ({ params }: Attached) => threads.push(params.sessionId))
  try {
    await session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
    let bytes = 0
    for (let count = 0; count < COLLECTIONS; count++) {
      global.gc()
      bytes = process.memoryUsage().heapUsed
      for (const thread of threads) bytes += await collectIn(session, thread)
    }
    return bytes
  } finally {
    session.disconnect()
  }
}

async function collectIn(session: Session, sessionId: string): Promise<number> {
  await ask(session, sessionId, 'HeapProfiler.collectGarbage', {})
  const { result } = await ask(session, sessionId, 'Runtime.getHeapUsage', {})
  return result.usedSize
}

/** Asks the inspector of another thread. */
async function ask(session: Session, sessionId: string, method: string, params: object) {
  const answered = once(session, 'NodeWorker.receivedMessageFromWorker') as Promise<[{ params: { message: string } }]>
  await session.post('NodeWorker.sendMessageToWorker', {
    sessionId,
    message: JSON.stringify({ id: 1, method, params })
  })
  const [{ params: answer }] = await answered
  return JSON.parse(answer.message) as { result: { usedSize: number } }
}
