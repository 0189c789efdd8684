import { setTimeout as sleep } from 'node:timers/promises'
import { noObserver } from '../../observer'
import { useWorkers } from './harness'
import type { EventOptions } from './harness'

const delivery = useWorkers()

/** A promise, and what resolves it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => undefined as void
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open }
}

async function delivered(count: number): Promise<void> {
  await delivery.until(async () => (await delivery.count('delivered')) === count)
}

const sent = () => delivery.asked.map(({ id }) => id)

describe('workers', () => {
  it('deliver what was accepted before they started, and what comes later', async () => {
    await delivery.accept({ id: 'before' })
    await delivery.start([delivery.config()])
    await delivered(1)
    await delivery.accept({ id: 'after' })
    await delivered(2)
    expect(delivery.asked.map(({ id, key }) => [id, key])).toEqual([
      ['before', 's3cret-key'],
      ['after', 's3cret-key']
    ])
  })

  it('keep the order of a lane, and let other lanes pass it', async () => {
    const first = gate()
    delivery.answer(({ id }) => (id === 'a1' ? { when: first.opened } : {}))
    await delivery.start([delivery.config()])
    await delivery.accept({ id: 'a1', lane: 'a' }, { id: 'a2', lane: 'a' }, { id: 'b1', lane: 'b' })
    await delivered(1)
    expect(sent()).toEqual(['a1', 'b1'])
    first.open()
    await delivered(3)
    expect(sent()).toEqual(['a1', 'b1', 'a2'])
  })

  it('have no more in flight than the concurrency of the destination', async () => {
    const all = gate()
    let most = 0
    let now = 0
    delivery.answer(() => {
      most = Math.max(most, ++now)
      return { when: all.opened.then(() => sleep(5)).then(() => now--) }
    })
    await delivery.accept(...Array.from({ length: 20 }, (_, index) => ({ id: `${index}` })))
    const workers = await delivery.start([delivery.config({ concurrency: 3 })])
    await delivery.until(() => now === 3)
    expect(workers.status().toy).toMatchObject({ inFlight: 3, waiting: 3 })
    all.open()
    await delivered(20)
    expect(most).toBe(3)
  })

  it('tell how many requests each call sent, whatever became of it', async () => {
    delivery.answer(() => ({ status: delivery.asked.length === 6 ? 400 : 200 }))
    const told: unknown[] = []
    const sent = (destination: string, requests: number) => void told.push([destination, requests])
    await delivery.start([delivery.config({ concurrency: 1 })], { observer: { ...noObserver, sent } })
    await delivery.accept(
      { id: 'one' },
      { id: 'none', requests: 0 },
      { id: 'three', requests: 3 },
      { id: 'bad', requests: 3 }
    )
    await delivery.until(async () => (await delivery.count('failed')) === 1)
    expect(told).toEqual([
      ['toy', 1],
      ['toy', 3],
      ['toy', 2]
    ])
  })

  it('attempt again what is to be retried, and count it', async () => {
    delivery.answer(() => ({ status: delivery.asked.length < 3 ? 503 : 200 }))
    await delivery.start([delivery.config()])
    await delivery.accept({ id: 'one', lane: 'a' })
    await delivered(1)
    expect(delivery.settled).toEqual(['retry 503', 'retry 503', 'delivered'])
    expect((await delivery.deliveries())[0]).toMatchObject({ attempts: 3, possibleDuplicate: false })
  })

  it('attempt what a store holds that is due later', async () => {
    delivery.answer(() => ({ status: delivery.asked.length < 2 ? 503 : 200 }))
    const workers = await delivery.start([delivery.config()], { policy: { firstBackoffMs: 300, maxBackoffMs: 300 } })
    await delivery.accept({ id: 'one' })
    await delivery.until(() => delivery.settled.length === 1)
    await workers.stop(1000)
    await delivery.start([delivery.config()])
    await delivered(1)
  })

  it.each<[string, EventOptions & { id: string }, number, object, string[]]>([
    ['the vendor refuses', { id: 'one' }, 400, { code: 'MESSAGE_REJECTED', status: 400 }, ['failed MESSAGE_REJECTED']],
    [
      'the credentials are refused for',
      { id: 'one' },
      401,
      { code: 'INVALID_AUTHENTICATION', status: 401 },
      ['failed INVALID_AUTHENTICATION']
    ],
    [
      'the schema refuses',
      { id: null as unknown as string },
      200,
      { code: 'MESSAGE_REJECTED' },
      ['failed MESSAGE_REJECTED']
    ]
  ])('fail what %s', async (_what, event, status, reason, settled) => {
    delivery.answer(() => ({ status }))
    await delivery.start([delivery.config()])
    await delivery.accept(event)
    await delivery.until(() => delivery.settled.length === 1)
    expect(delivery.settled).toEqual(settled)
    expect((await delivery.deliveries())[0]).toMatchObject({ state: 'failed', reason })
  })

  it('keep the exchanges and the payload of what failed, without secrets', async () => {
    delivery.answer(() => ({ status: 400, body: { error: 'wrong s3cret-key' } }))
    await delivery.start([delivery.config()])
    await delivery.accept({ id: 'one' })
    await delivery.until(() => delivery.settled.length === 1)
    const [{ reason, attemptRows }] = await delivery.deliveries()
    expect(reason?.message).toBe('{"error":"wrong <masked>"}')
    expect(attemptRows).toMatchObject([
      {
        exchanges: [{ request: { headers: { 'x-key': '<masked>' } }, response: { statusCode: 400 } }],
        payload: { id: 'one' }
      }
    ])
    expect(JSON.stringify(attemptRows)).not.toContain('s3cret-key')
  })

  it('cut long answers', async () => {
    delivery.answer(() => ({ status: 400, body: { error: 'x'.repeat(12_000) } }))
    await delivery.start([delivery.config()])
    await delivery.accept({ id: 'one' })
    await delivery.until(() => delivery.settled.length === 1)
    const [{ reason, attemptRows }] = await delivery.deliveries()
    expect(reason?.message.length).toBeLessThan(600)
    expect(JSON.stringify(attemptRows).length).toBeLessThan(10_000)
  })

  it('keep the exchanges of a sample of what is delivered', async () => {
    await delivery.start([delivery.config()], { policy: { sampleEvery: 3, sampleMs: 3_600_000 } })
    for (let index = 0; index < 6; index++) {
      await delivery.accept({ id: `${index}` })
      await delivered(index + 1)
    }
    const kept = (await delivery.deliveries()).map(({ attemptRows }) => attemptRows.some(({ exchanges }) => exchanges))
    expect(kept).toEqual([true, false, false, true, false, false])
  })

  it('have a destination that loads not wait for one that does not', async () => {
    await delivery.start([delivery.config(), delivery.config({ name: 'gone', destination: 'gone' })])
    await delivery.accept({ id: 'lost', destination: 'gone' }, { id: 'one' })
    await delivered(1)
    await delivery.until(() => delivery.settled.includes('retry INVALID_SETTINGS'))
    const [{ reason }] = (await delivery.deliveries()).filter(({ destination }) => destination === 'gone')
    expect(reason?.message).toBe('There is no destination gone.')
  })

  it('mask what a destination prints', async () => {
    const printed: string[] = []
    const write = process.stdout.write.bind(process.stdout)
    process.stdout.write = (chunk: unknown) => printed.push(String(chunk)) > 0
    try {
      await delivery.start([delivery.config()])
      await delivery.accept({ id: 'one', behaviour: 'print' })
      await delivery.until(() => printed.join('').includes('key '))
    } finally {
      process.stdout.write = write
    }
    expect(printed.join('')).toBe('key <masked>\n')
  })

  it('say which destinations there are when asked for another', async () => {
    const workers = await delivery.start([delivery.config()])
    const message = 'There is no destination "tay". The destinations are: toy.'
    await expect(workers.pause('tay', 'No.')).rejects.toThrow(message)
  })

  it('do not start with a thread module that fails', async () => {
    const thread = { module: '/nowhere/thread.js', data: undefined }
    await expect(delivery.start([delivery.config()], { thread })).rejects.toThrow(
      /^A thread for destinations does not start: /
    )
  })
})
