import { StoreUnavailableError } from '../../store/store'
import type { Accepted, NewEvent, Store } from '../../store/store'
import { StoreHealth } from '../store-health'
import { watchStore } from '../watched-store'

const event: NewEvent = { source: 'shop', messageId: 'm1', fingerprint: 'f', receivedAt: 0, body: '{}', deliveries: [] }

/** A store whose disk can be full. Only some operations find something to write. */
function watched() {
  const said: string[] = []
  const disk = { isFull: false }
  const write =
    <Result>(result: Result) =>
    async () => {
      if (disk.isFull) throw new StoreUnavailableError('The disk is full.')
      return result
    }
  const store = {
    accept: write<Accepted[]>(['accepted']),
    renew: write(true),
    claim: async () => [],
    prune: async () => {
      throw new Error('Another error.')
    }
  } as Partial<Store> as Store
  const line = (level: string) => (_values: object, message: string) => void said.push(`${level}: ${message}`)
  const log = { info: line('info'), warn: line('warn'), error: line('error') }
  const health = new StoreHealth(log, () => said.push('recovered'))
  const accepted = (events: NewEvent[], outcomes: Accepted[]) =>
    void said.push(`${events.length} event: ${outcomes.join()}`)
  return { store: watchStore(watchStore(store, health), { accepted }), health, disk, said }
}

it('tells of accepted events', async () => {
  const { store, health, said } = watched()
  expect(await store.accept([event])).toEqual(['accepted'])
  expect(said).toEqual(['1 event: accepted'])
  expect(health.problem).toBeUndefined()
})

it('knows that the store cannot write until it has written again, and says both once', async () => {
  const { store, health, disk, said } = watched()
  disk.isFull = true
  await expect(store.accept([event])).rejects.toThrow('The disk is full.')
  await expect(store.renew()).rejects.toThrow(StoreUnavailableError)
  await store.claim([])
  expect(health.problem).toBe("The store can't write: The disk is full.")
  expect(said).toEqual(["error: The store can't write."])

  disk.isFull = false
  expect(await store.renew()).toBe(true)
  await store.renew()
  expect(health.problem).toBeUndefined()
  expect(said.slice(1)).toEqual(['info: The store can write again.', 'recovered'])
})

it('hands other errors on', async () => {
  const { store, health } = watched()
  await expect(store.prune()).rejects.toThrow('Another error.')
  expect(health.problem).toBeUndefined()
})
