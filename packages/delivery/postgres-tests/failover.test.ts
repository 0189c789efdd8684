import { setTimeout as sleep } from 'node:timers/promises'
import { Ledger } from './ledger'
import { acceptWhenBack, event, open } from './open-store'
import { Proxy } from './proxy'
import { PostgresServer } from './server'

let primary: PostgresServer
let standby: PostgresServer
/** The address that follows the primary. */
let address: Proxy

beforeEach(async () => {
  primary = await PostgresServer.create()
  standby = await primary.standby()
  address = await Proxy.start(primary.url())
})
afterEach(async () => {
  await address.close()
  await standby.remove()
  await primary.remove()
})

it('loses nothing that was acknowledged when a standby takes over', async () => {
  const stores = [await open(address.url), await open(address.url), await open(address.url)]
  const [intake, ...workers] = stores
  const ledger = new Ledger()
  const working = workers.map((store) => ledger.work(store))
  let isEnough = false
  const accepting = ledger.acceptUntil(intake, () => isEnough)
  await ledger.untilMoreAccepted(200)
  await primary.stop('immediate')
  // The address is faster than the promotion: it leads to a server that takes no writes until every store was told so.
  address.follow(standby.url())
  while (address.passed < stores.length) await sleep(10)
  await ledger.untilMoreFailures(stores.length)
  await standby.promote()
  await ledger.untilMoreAccepted(200)
  isEnough = true
  const count = await accepting
  await ledger.untilDelivered()
  ledger.stop()
  await Promise.all(working)
  expect(ledger.acknowledged.size).toBe(count)
  expect(ledger.mostAtOnce).toBe(1)
  expect([...ledger.delivered.values()]).toEqual(Array(count).fill(1))
  expect(await intake.counts()).toEqual({
    wigzo: { pending: 0, inFlight: 0, delivered: count, filtered: 0, failed: 0 }
  })
  await Promise.all(stores.map((store) => store.close()))
})

it('says that a server which takes no writes is unavailable, and goes on when it takes them', async () => {
  const store = await open(address.url)
  await store.accept([event('before')])
  await standby.showsAllOf(primary)
  await primary.stop('immediate')
  address.follow(standby.url())
  await expect(store.accept([event('meanwhile')])).rejects.toMatchObject({ name: 'StoreUnavailableError' })
  await standby.promote()
  await acceptWhenBack(store, event('after'))
  expect(await store.counts()).toMatchObject({ wigzo: { pending: 2 } })
  await store.close()
})
