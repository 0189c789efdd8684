import { openSite } from '../../delivery/browser-tests/open-page'
import { Delivered, expectAda } from '../src/delivery/__tests__/delivered'

const delivered = new Delivered()
let site: Awaited<ReturnType<typeof openSite>>
beforeAll(async () => {
  await delivered.start()
  site = await openSite()
})
afterAll(async () => {
  await site.close()
  await delivered.remove()
})

const visit = () => site.visit(delivered.running?.engine.port ?? 0, 'demo')

describe("Segment's browser library", () => {
  it("brings a lead, a user and an affiliate to the vendors' stand-ins", async () => {
    const { call, errors, close } = await visit()
    const traits = { email: 'ada@example.com', first_name: 'Ada', last_name: 'Lovelace', name: 'Ada Lovelace' }
    await call(`identify('ada', ${JSON.stringify(traits)})`)
    await call("track('Order Completed', { total: 5 })")
    await delivered.accepted(2)
    const counts = await delivered.settled('refersion', 'wigzo', 'wishpond')
    await close()

    expect(errors).toEqual([])
    expect(counts).toMatchObject({
      wishpond: { delivered: 2, failed: 0 },
      wigzo: { delivered: 1 },
      refersion: { delivered: 1, failed: 0 }
    })
    await expectAda(delivered)
  })

  it('loses nothing by a restart of the engine between two calls', async () => {
    const { port } = delivered.running?.engine ?? {}
    const { call, errors, close } = await visit()
    await call("identify('bob', { email: 'bob@example.com', first_name: 'Bob' })")
    await delivered.running?.stop()
    // The library keeps it, and tries again.
    await call("identify('carol', { email: 'carol@example.com', first_name: 'Carol' })")
    await delivered.start({ port })
    await delivered.accepted(4)
    const { wigzo } = await delivered.settled('wigzo')
    await close()

    expect(wigzo).toMatchObject({ delivered: 3 })
    expect(errors).toEqual([])
  })
})

it('asks nothing of other hosts', () => {
  expect(site.chromium.outside()).toEqual([])
})
