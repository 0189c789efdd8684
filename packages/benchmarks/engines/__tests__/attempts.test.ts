import { Attempts } from '../attempts'
import type { AttemptOptions } from '../attempts'

/** Events by their user and number, such as `a1`. */
const events = (...names: string[]) => names.map((messageId) => ({ messageId, userId: messageId[0] }))

/** What is attempted at a time, one list after the other, of the accepted events a1, a2, b1 and b2. */
const orders: { name: string; lists: string[][]; options?: AttemptOptions; outOfOrder: number }[] = [
  { name: 'one event after the other', lists: [['a1'], ['a2'], ['b1'], ['b2']], outOfOrder: 0 },
  {
    name: 'one event of each user at a time',
    lists: [
      ['b1', 'a1'],
      ['a2', 'b2']
    ],
    outOfOrder: 0
  },
  { name: 'two events of a user at a time', lists: [['a1', 'a2'], ['b1'], ['b2']], outOfOrder: 1 },
  { name: 'a later event first', lists: [['a2'], ['a1'], ['b1'], ['b2']], outOfOrder: 1 },
  {
    name: 'a failed event again, before the next',
    lists: [['a1'], ['a1'], ['a2'], ['b1'], ['b1'], ['b2']],
    options: { failsFirst: true },
    outOfOrder: 0
  },
  {
    name: 'the next event before a failed one again',
    lists: [['a1'], ['a2'], ['a1'], ['b1'], ['b1'], ['b2']],
    options: { failsFirst: true },
    outOfOrder: 1
  }
]

test.each(orders)('finds what breaks the order in $name', async ({ lists, options, outOfOrder }) => {
  const attempts = new Attempts(options)
  attempts.expect(events('a1', 'b1', 'a2', 'b2'))
  for (const list of lists) await attempts.attempt(events(...list))
  expect({ left: attempts.left, outOfOrder: attempts.outOfOrder }).toEqual({ left: 0, outOfOrder })
  await attempts.done()
})

test('finds what breaks the order in attempts that overlap', async () => {
  const attempts = new Attempts({ workMs: 20 })
  attempts.expect(events('a1', 'a2'))
  await Promise.all([attempts.attempt(events('a1')), attempts.attempt(events('a2'))])
  expect(attempts.outOfOrder).toBe(1)
})

test('fails only the first attempt of the first event of each user', async () => {
  const attempts = new Attempts({ failsFirst: true })
  attempts.expect(events('a1', 'b1', 'a2'))
  expect(await attempts.attempt(events('a1', 'b1'))).toEqual([false, false])
  expect(await attempts.attempt(events('a1', 'b1'))).toEqual([true, true])
  expect(await attempts.attempt(events('a2'))).toEqual([true])
})

test('refuses an event that is delivered twice', async () => {
  const attempts = new Attempts()
  attempts.expect(events('a1', 'a2'))
  await attempts.attempt(events('a1'))
  await expect(attempts.attempt(events('a1'))).rejects.toThrow('a1 was delivered twice.')
})
