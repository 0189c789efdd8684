import { setTimeout as sleep } from 'node:timers/promises'
import { Analytics } from '@segment/analytics-node'
import { Delivered, expectAda } from './delivered'

let delivered: Delivered
beforeEach(() => (delivered = new Delivered()))
afterEach(() => delivered.remove())

/** Segment's library for Node, pointed here by `host`. Everything else is its default. What it gave up is an error. */
function analytics(port: number) {
  const client = new Analytics({ writeKey: 'demo', host: `http://127.0.0.1:${port}` })
  const errors: unknown[] = []
  client.on('error', (error) => errors.push(error))
  let requests = 0
  client.on('http_request', () => requests++)
  return { client, errors, requests: () => requests }
}

/** The ids of the events that were delivered to a destination. */
async function deliveredTo(destination: string): Promise<string[]> {
  const { body } = await delivered.operate(
    'GET',
    `/api/deliveries?destination=${destination}&state=delivered&limit=200`
  )
  return (body as { messageId: string }[]).map(({ messageId }) => messageId).sort()
}

const names = ['refersion', 'wigzo', 'wishpond']

describe("Segment's library for Node", () => {
  it("brings a lead, a user and an affiliate to the vendors' stand-ins", async () => {
    const { engine } = await delivered.start()
    const { client, errors } = analytics(engine.port)
    const traits = { email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace', first_name: 'Ada' }
    client.identify({ userId: 'ada', traits: { ...traits, last_name: 'Lovelace', name: 'Ada Lovelace' } })
    client.track({ userId: 'ada', event: 'Order Completed', properties: { total: 5 } })
    await client.closeAndFlush()

    expect(errors).toEqual([])
    expect(await delivered.settled(...names)).toMatchObject({
      wishpond: { delivered: 2, failed: 0 },
      wigzo: { delivered: 1 },
      refersion: { delivered: 1, failed: 0 }
    })
    await expectAda(delivered)
  })

  it('delivers once what has the same messageId, also after a restart', async () => {
    const first = await delivered.start()
    const { port } = first.engine
    const identify = { userId: 'ada', messageId: 'm1', traits: { email: 'ada@example.com', first_name: 'Ada' } }
    const send = async () => {
      const { client, errors } = analytics(port)
      client.identify(identify)
      client.identify(identify)
      await client.closeAndFlush()
      expect(errors).toEqual([])
    }
    await send()
    await send()
    await delivered.settled('wishpond')
    await first.stop()
    await delivered.start({ port })
    await send()

    expect((await delivered.settled('wishpond')).wishpond).toMatchObject({ delivered: 1, filtered: 0, failed: 0 })
    expect(await deliveredTo('wishpond')).toEqual(['m1'])
    // The sandbox of the second engine got nothing.
    expect(await delivered.holdings('wishpond')).toMatchObject({ leads: [] })
  })

  it.each(['stop', 'kill'] as const)('loses nothing by a restart while it flushes (%s)', async (end) => {
    const first = await delivered.start()
    const { port } = first.engine
    const { client, errors, requests } = analytics(port)
    const ids = Array.from({ length: 75 }, (_, index) => `m${String(index).padStart(2, '0')}`)
    const [before, meanwhile, after] = [ids.slice(0, 30), ids.slice(30, 60), ids.slice(60)]
    // With 15 events, the library sends a batch.
    const identify = (messageId: string) =>
      client.identify({
        userId: messageId,
        messageId,
        traits: { email: `${messageId}@example.com`, first_name: 'Ada' }
      })
    // What the first engine accepts, the second one delivers.
    await first.engine.pause('wigzo')
    before.forEach(identify)
    while (requests() < 2 || !(await first.engine.counts()).wigzo?.pending) await sleep(1)
    const ended = first[end]()
    meanwhile.forEach(identify)
    await ended
    after.forEach(identify)
    // Nothing listens now. Of these requests, at least the last one fails and is sent again.
    while (requests() < 5) await sleep(5)
    const flushed = client.closeAndFlush({ timeout: 45_000 })
    const second = await delivered.start({ port })
    await second.engine.resume('wigzo')
    await flushed

    expect(errors).toEqual([])
    expect(requests()).toBeGreaterThan(5)
    expect((await delivered.settled('wigzo')).wigzo).toMatchObject({ failed: 0 })
    expect(await deliveredTo('wigzo')).toEqual(ids)
  })
})
