import { nameOf } from '../marker'
import { reconcile } from '../reconciliation'
import type { KnownDelivery } from '../reconciliation'

const [first, second] = [0, 1].map((sequence) => nameOf({ user: 0, sequence }))

function delivery(messageId: string, given: Partial<KnownDelivery> = {}): KnownDelivery {
  return {
    messageId,
    destination: 'acme',
    state: 'delivered',
    possibleDuplicate: false,
    outOfOrder: false,
    ...given
  }
}

function problemsOf(acknowledged: string[], deliveries: KnownDelivery[], accepted: string[]): string[] {
  const ledger = new Map([['acme.example', accepted]])
  return reconcile({ acknowledged, deliveries, ledger, hosts: { acme: 'acme.example' } }).problems
}

describe('The reconciliation of the chaos test', () => {
  it('finds nothing if everything acknowledged was accepted once, in order', () => {
    expect(problemsOf([first, second], [delivery(first), delivery(second)], [first, second])).toEqual([])
  })

  it.each([
    ['an acknowledged event that the engine does not know', [first], [], [], 'was acknowledged, and is missing'],
    ['an event that is still waiting', [first], [delivery(first, { state: 'pending' })], [], 'is still pending'],
    ['a delivery that the vendor does not have', [first], [delivery(first)], [], "the vendor doesn't have it"],
    [
      'an event that was taken in twice',
      [first],
      [delivery(first), delivery(first)],
      [first],
      'taken in more than once: 1'
    ],
    ['a duplicate that is not marked', [first], [delivery(first)], [first, first], 'came 2 times'],
    ['a wrong order', [first, second], [delivery(first), delivery(second)], [second, first], 'came after number 1']
  ])('finds %s', (_what, acknowledged, deliveries, accepted, problem) => {
    expect(problemsOf(acknowledged, deliveries, accepted)).toEqual([expect.stringContaining(problem)])
  })

  it('explains a duplicate and a wrong order that are marked', () => {
    const deliveries = [delivery(first, { possibleDuplicate: true, outOfOrder: true }), delivery(second)]
    expect(problemsOf([first, second], deliveries, [second, first, first])).toEqual([])
  })
})
