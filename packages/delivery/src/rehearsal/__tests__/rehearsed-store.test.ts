import type { Claimed, Settled, Settlement, Store } from '../../store/store'
import { rehearsedStore } from '../rehearsed-store'

const claimed = { id: 7, destination: 'acme', attempt: 1 } as Claimed
const settlement = { id: 7, attempt: 1, exchanges: '[]', payload: '{}', verdict: { kind: 'delivered' } } as Settlement

/** Claims and settles one delivery. */
async function settledAs(settle: () => Promise<Settled[]>) {
  const told: unknown[] = []
  const written: Settlement[][] = []
  const store = {
    claim: async () => [claimed],
    settle: (settlements: Settlement[]) => {
      written.push(settlements)
      return settle()
    }
  } as unknown as Store
  const listener = { onEnded: (...ended: unknown[]) => told.push(ended), onBroken: (error: Error) => told.push(error) }
  const rehearsed = rehearsedStore(store, listener)
  await rehearsed.claim([])
  const result = await rehearsed.settle([settlement]).catch((error: Error) => error)
  return { told, written, result }
}

describe('the store of a rehearsal', () => {
  it.each<[string, Settled, unknown[]]>([
    ['tells what has ended', { state: 'delivered' }, [[claimed, settlement, 'delivered']]],
    ['does not tell what is claimed again', { state: 'pending', dueAt: 1 }, []],
    ['does not tell what was settled too late', undefined, []]
  ])('%s', async (_what, settled, told) => {
    expect(await settledAs(async () => [settled])).toMatchObject({ told, result: [settled] })
  })

  it('tells what is claimed again before it says that it was given back', async () => {
    const told: string[] = []
    const outcomes: Settled[][] = [[{ state: 'pending', dueAt: 1 }], [{ state: 'delivered' }]]
    const store = { claim: async () => [claimed], settle: async () => outcomes.shift() } as unknown as Store
    const listener = { onEnded: (...[, , outcome]: unknown[]) => told.push(String(outcome)), onBroken: () => undefined }
    const rehearsed = rehearsedStore(store, listener)
    await rehearsed.claim([])
    // The answers come together.
    await Promise.all([rehearsed.settle([settlement]), rehearsed.claim([])])
    await rehearsed.settle([settlement])
    expect(told).toEqual(['delivered'])
  })

  it('keeps nothing of what was sent', async () => {
    const { written } = await settledAs(async () => [{ state: 'delivered' }])
    expect(written).toEqual([[{ id: 7, attempt: 1, verdict: { kind: 'delivered' } }]])
  })

  it('tells that it does not work', async () => {
    const error = new Error('The thread has ended.')
    expect(await settledAs(() => Promise.reject(error))).toMatchObject({ told: [error], result: error })
  })
})
