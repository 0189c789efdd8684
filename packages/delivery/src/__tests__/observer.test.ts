import { allOf } from '../observer'
import type { Observer } from '../observer'

const told: { [Name in keyof Observer]: Parameters<Observer[Name]> } = {
  received: ['shop', 'accepted'],
  settled: ['acme', 'failed', 'MESSAGE_REJECTED'],
  latency: ['acme', 0.5],
  sent: ['acme', 2],
  limiterWait: ['acme', 2],
  stored: ['accept', 0.001],
  bypassedTransport: ['agent'],
  threadEnded: []
}

it.each(Object.entries(told))('tells several observers what one of them would be told: %s', (name, what) => {
  const [one, other] = [jest.fn(), jest.fn()]
  const all = allOf({ [name]: one }, {}, { [name]: other })
  ;(all[name as keyof Observer] as (...args: unknown[]) => void)(...what)
  expect(one.mock.calls).toEqual([what])
  expect(other.mock.calls).toEqual([what])
})

it('lets an observer be an object with a state of its own', () => {
  class Counting {
    count = 0
    threadEnded(): void {
      this.count++
    }
  }
  const counting = new Counting()
  allOf(counting).threadEnded()
  expect(counting.count).toBe(1)
})
