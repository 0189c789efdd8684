import { setTimeout } from 'node:timers/promises'
import { WebSocket } from 'undici'

/** Bytes: a collection that frees less is the last one. */
const SETTLED = 256 * 1024

/** Memory of a process, in bytes. */
export interface Memory {
  /** What the heap holds after a full garbage collection. */
  heap: number
  /** What the operating system counts for the process. Node gives little of it back, whatever its heap holds. */
  rss: number
}

/** The evaluated expression of {@link InspectedProcess.evaluate}, as the inspector answers. */
interface Answer {
  id: number
  result?: { result?: { value?: unknown } }
  error?: { message: string }
}

/** A process of Node that was started with `--inspect`: its memory can be read without a change to its code. */
export class InspectedProcess {
  private lastId = 0

  private constructor(private readonly socket: WebSocket) {}

  /** @param url as Node says it: `ws://127.0.0.1:<port>/<id>` */
  static async connect(url: string): Promise<InspectedProcess> {
    const socket = new WebSocket(url)
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true })
      socket.addEventListener('error', () => reject(new Error(`No inspector answers at ${url}.`)), { once: true })
    })
    return new InspectedProcess(socket)
  }

  /** The file that the process runs. */
  async script(): Promise<string> {
    return String(await this.evaluate('process.argv[1]'))
  }

  /** Collects garbage until no more comes, and reads what is left. */
  async memory(): Promise<Memory> {
    let last = await this.collect()
    for (;;) {
      // What waits for a timer, or for the finalization of something else, is only garbage later.
      await setTimeout(1000)
      const next = await this.collect()
      if (next.heap > last.heap - SETTLED) return next
      last = next
    }
  }

  close(): void {
    this.socket.close()
  }

  private async collect(): Promise<Memory> {
    await this.send('HeapProfiler.collectGarbage')
    const usage = String(await this.evaluate('JSON.stringify(process.memoryUsage())'))
    const { heapUsed, rss } = JSON.parse(usage) as NodeJS.MemoryUsage
    return { heap: heapUsed, rss }
  }

  private async evaluate(expression: string): Promise<unknown> {
    const { result } = await this.send('Runtime.evaluate', { expression, returnByValue: true })
    return result?.result?.value
  }

  private send(method: string, params: object = {}): Promise<Answer> {
    const id = ++this.lastId
    return new Promise((resolve, reject) => {
      const onMessage = ({ data }: { data: unknown }) => {
        const answer = JSON.parse(String(data)) as Answer
        if (answer.id !== id) return
        this.socket.removeEventListener('message', onMessage)
        if (answer.error) reject(new Error(`${method}: ${answer.error.message}`))
        else resolve(answer)
      }
      this.socket.addEventListener('message', onMessage)
      this.socket.send(JSON.stringify({ id, method, params }))
    })
  }
}
