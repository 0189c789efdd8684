import { differenceOf } from './difference-of'
import type { RehearsedFailure } from '../difference'
import { exchange } from './exchanges'

const mail = (email?: string) => exchange({ json: { id: 1, email } })
const refused = (message: string) => ({ code: 'MESSAGE_REJECTED', message, status: 422 })

/** Failed deliveries with the ids 1, 2, 3… */
const numbered = (...failures: Omit<RehearsedFailure, 'id'>[]) =>
  failures.map((one, index) => ({ id: index + 1, ...one }))

describe('deliveries are in one group', () => {
  it('if they end alike and change in the same places, with the values of the first one', () => {
    const failures = numbered(
      { before: [mail('a')], outcome: 'delivered', after: [mail('b')] },
      { before: [mail('c')], outcome: 'delivered', after: [mail('d')] }
    )
    expect(differenceOf(failures)).toEqual({
      compared: 2,
      groups: [
        {
          outcome: 'delivered',
          count: 2,
          changes: [{ path: 'body.email', before: 'a', after: 'b' }],
          samples: [
            { id: 1, before: [mail('a')], after: [mail('b')] },
            { id: 2, before: [mail('c')], after: [mail('d')] }
          ]
        }
      ]
    })
  })

  it('if their messages differ in values only', () => {
    const failures = numbered(
      { before: [mail('a')], outcome: 'failed', reason: refused('The lead "a" is 17.'), after: [mail('a')] },
      { before: [mail('a')], outcome: 'failed', reason: refused('The lead "b" is 18.'), after: [mail('a')] }
    )
    expect(differenceOf(failures).groups).toMatchObject([
      { outcome: 'failed', code: 'MESSAGE_REJECTED', message: 'The lead "a" is 17.', count: 2, changes: [] }
    ])
  })
})

describe('deliveries are in groups of their own', () => {
  it.each<[string, Omit<RehearsedFailure, 'id'>, Omit<RehearsedFailure, 'id'>]>([
    [
      'if they end differently',
      { before: [mail('a')], outcome: 'delivered', after: [mail('b')] },
      { before: [mail('a')], outcome: 'failed', reason: refused('No.'), after: [mail('b')] }
    ],
    [
      'if they are refused for different reasons',
      { before: [mail('a')], outcome: 'failed', reason: refused('No mail.'), after: [mail('b')] },
      { before: [mail('a')], outcome: 'failed', reason: refused('No name.'), after: [mail('b')] }
    ],
    [
      'if their requests change in different places',
      { before: [mail('a')], outcome: 'delivered', after: [mail('b')] },
      { before: [mail('a')], outcome: 'delivered', after: [mail('a'), mail('b')] }
    ],
    [
      'if nothing is kept of the requests of one',
      { before: [mail('a')], outcome: 'delivered', after: [mail('a')] },
      { outcome: 'delivered', after: [mail('a')] }
    ]
  ])('%s', (_what, one, other) => {
    expect(differenceOf(numbered(one, other)).groups.map(({ count }) => count)).toEqual([1, 1])
  })
})

it.each<[string, Omit<RehearsedFailure, 'id'>]>([
  ['that failed', { outcome: 'delivered', after: [mail('a')] }],
  ['that were delivered now', { before: [mail('a')], outcome: 'delivered' }]
])('it says that nothing is kept of the requests %s', (_what, failure) => {
  const { before = [], after = [] } = failure
  expect(differenceOf(numbered(failure)).groups).toEqual([
    { outcome: 'delivered', count: 1, nothingKept: true, changes: [], samples: [{ id: 1, before, after }] }
  ])
})

it('a delivery that fails before anything is sent sends nothing', () => {
  const failure: RehearsedFailure = { id: 7, before: [mail('a')], outcome: 'failed', reason: refused('No.') }
  expect(differenceOf([failure]).groups).toMatchObject([
    { changes: [{ path: 'requests.1', before: 'POST https://api.acme.example/people' }] }
  ])
})

it('the largest group comes first, with three samples', () => {
  const failures = numbered(
    { before: [mail('a')], outcome: 'failed', reason: refused('No.'), after: [mail('a')] },
    ...Array.from({ length: 5 }, () => ({ before: [mail('a')], outcome: 'delivered' as const, after: [mail('b')] }))
  )
  expect(differenceOf(failures).groups.map(({ outcome, count, samples }) => [outcome, count, samples.length])).toEqual([
    ['delivered', 5, 3],
    ['failed', 1, 1]
  ])
})

it('there are never more than some hundreds of groups', () => {
  const failures = Array.from({ length: 2000 }, (_, id): RehearsedFailure => {
    return { id, before: [mail('a')], outcome: 'delivered', after: [exchange({ json: { id: 1, [`key${id}`]: 'a' } })] }
  })
  const { compared, groups } = differenceOf(failures)
  expect(compared).toBe(2000)
  expect(groups).toHaveLength(501)
  expect(groups[0]).toMatchObject({ outcome: 'delivered', count: 1500, changes: [{ path: '…' }] })
})
