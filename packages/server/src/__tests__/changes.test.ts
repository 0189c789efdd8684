import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Changes } from '../changes'
import { Server } from '../server'
import { client } from './http-client'
import { ProbeDirectory } from './probe'

/** Listens to the events of a server, as a page does. */
class Listener {
  readonly events: string[] = []
  private readonly aborted = new AbortController()

  /** Resolves when the server has said that it listens. */
  async listen(port: number): Promise<void> {
    const { body } = await fetch(`http://127.0.0.1:${port}/changes`, { signal: this.aborted.signal })
    const reader = (body as ReadableStream<Uint8Array>).getReader()
    expect(textOf((await reader.read()).value)).toBe(': listening\n\n')
    void this.read(reader).catch(() => undefined)
  }

  /** Resolves when so many events have come. */
  async have(count: number): Promise<string[]> {
    while (this.events.length < count) await sleep(5)
    return this.events
  }

  stop(): void {
    this.aborted.abort()
  }

  private async read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    for (let rest = ''; ; ) {
      const { value, done } = await reader.read()
      if (done) return
      const parts = (rest + textOf(value)).split('\n\n')
      rest = parts.pop() ?? ''
      this.events.push(...parts)
    }
  }
}

function textOf(chunk: Uint8Array | undefined): string {
  return Buffer.from(chunk ?? []).toString()
}

describe('GET /changes', () => {
  const directory = new ProbeDirectory()
  const answers = fs.mkdtempSync(path.join(os.tmpdir(), 'answers-'))
  let server: Server
  let call: ReturnType<typeof client>
  let listener: Listener

  beforeAll(async () => {
    const options = { directory: directory.path, port: 0, live: false, changeSocket: false, log: () => undefined }
    server = await Server.start({ ...options, answers })
    call = client(server.port)
  })
  beforeEach(async () => {
    listener = new Listener()
    await listener.listen(server.port)
  })
  afterEach(() => listener.stop())
  afterAll(async () => {
    await server.stop()
    directory.remove()
    fs.rmSync(answers, { recursive: true })
  })

  const send = () => {
    const settings = { url: 'https://app.wigzo.com/rest/v1/learn/event' }
    return call('POST', '/probe/send', { payload: { text: 'hello' }, settings })
  }

  it('tells a page when canned answers were read again, or have mistakes', async () => {
    fs.writeFileSync(path.join(answers, 'probe.answers.yaml'), 'answers: 7')
    expect(await listener.have(1)).toEqual(['event: answers\ndata: read'])
  })

  it('tells a page of each load of the code, also when something is broken then', async () => {
    directory.write('SECOND')
    expect(await listener.have(1)).toEqual(['event: change\ndata: loaded'])
    directory.break()
    expect(await listener.have(2)).toEqual(['event: change\ndata: loaded', 'event: change\ndata: loaded'])
    directory.write('THIRD')
    await listener.have(3)
  })

  const holdings = (...vendors: string[]) => vendors.map((vendor) => `event: holdings\ndata: ${vendor}`)

  /** Ends the pauses, makes one more change, and waits until the page is told of it. Says what it was told before that. */
  async function toldOfHoldings(): Promise<string[]> {
    jest.advanceTimersByTime(1_000)
    await call('PUT', '/sandbox/refersion/faults', [])
    const [last] = holdings('refersion')
    const own = () => listener.events.filter((told) => told.startsWith('event: holdings'))
    while (own().at(-1) !== last) await sleep(5)
    return own().slice(0, -1)
  }

  it.each<[string, () => Promise<unknown>, string[]]>([
    ['a call that reached the sandbox', send, ['wigzo']],
    ['a reset', () => call('DELETE', '/sandbox/wishpond'), ['wishpond']],
    ['faults that were set', () => call('PUT', '/sandbox/wishpond/faults', { delay: 1 }), ['wishpond']],
    [
      'several vendors',
      async () => {
        await call('DELETE', '/sandbox/wishpond')
        await send()
      },
      ['wishpond', 'wigzo']
    ]
  ])('tells a page that what the sandbox holds may have changed, after %s', async (_what, act, vendors) => {
    await withTimeStandingStill(async () => {
      await act()
      expect(await toldOfHoldings()).toEqual(holdings(...vendors))
    })
  })

  it('tells it ten times a second at most, and once more after the last change', async () => {
    await withTimeStandingStill(async () => {
      for (let tenth = 0; tenth < 3; tenth++) {
        for (let index = 0; index < 100; index++) await call('DELETE', '/sandbox/wigzo')
        jest.advanceTimersByTime(100)
      }
      expect(await toldOfHoldings()).toEqual(holdings('wigzo', 'wigzo', 'wigzo', 'wigzo'))
    })
  })

  it('tells nothing of a look', async () => {
    await withTimeStandingStill(async () => {
      await call('GET', '/sandbox/wigzo')
      await call('GET', '/destinations')
      expect(await toldOfHoldings()).toEqual([])
    })
  })
})

/** Nothing ends a pause meanwhile, and all have ended afterwards. */
async function withTimeStandingStill(work: () => Promise<void>): Promise<void> {
  jest.useFakeTimers()
  try {
    await work()
  } finally {
    jest.advanceTimersByTime(1_000)
    jest.useRealTimers()
  }
}

describe('changes that are announced', () => {
  it('are told to nobody after the end', async () => {
    const changes = new Changes()
    const response = await changes.routes().request('/changes')
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    changes.announce('change', 'loaded')
    expect(textOf((await reader.read()).value)).toBe('event: change\ndata: loaded\n\n')
    changes.announce('change', 'loaded')
    changes.close()
    const next = reader.read().then(() => 'told')
    expect(await Promise.race([next, sleep(250).then(() => 'silent')])).toBe('silent')
    await reader.cancel()
  })
})
