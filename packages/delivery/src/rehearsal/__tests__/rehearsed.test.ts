import { destinationConfig } from '../../__tests__/invented-config'
import { Tally } from '../rehearsed'

const why = (message: string, code = 'MESSAGE_REJECTED') => ({ code, message })

it('counts what became of the deliveries of each destination, and why', () => {
  const tally = new Tally([destinationConfig(), destinationConfig({ name: 'other' })])
  tally.ended('acme', 'delivered')
  tally.ended('acme', 'failed', why('The name is missing.'))
  tally.ended('acme', 'failed', why('The lead "a" is blocked.'))
  tally.ended('acme', 'failed', why('The lead "b" is blocked.'))
  tally.ended('acme', 'filtered', why('The lead "c" is blocked.', 'FILTERED_AT_MAPPING'))
  tally.sent('acme', 2)
  tally.sent('acme', 3)
  expect(tally.rehearsed).toEqual({
    acme: {
      delivered: 1,
      filtered: 1,
      failed: 3,
      groups: [
        { outcome: 'failed', code: 'MESSAGE_REJECTED', message: 'The lead "a" is blocked.', count: 2 },
        { outcome: 'failed', code: 'MESSAGE_REJECTED', message: 'The name is missing.', count: 1 },
        { outcome: 'filtered', code: 'FILTERED_AT_MAPPING', message: 'The lead "c" is blocked.', count: 1 }
      ],
      requests: 5
    },
    other: { delivered: 0, filtered: 0, failed: 0, groups: [], requests: 0 }
  })
})

it('says how long the requests take at the rate limit', () => {
  const tally = new Tally([destinationConfig({ rateLimit: { requests: 100, windowMs: 60_000 } })])
  tally.sent('acme', 250)
  expect(tally.rehearsed.acme).toMatchObject({ requests: 250, limitMs: 150_000 })
})

it('keeps the groups of a destination few', () => {
  const tally = new Tally([destinationConfig()])
  const letters = (index: number) => String(index).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)])
  for (let index = 0; index < 1000; index++) tally.ended('acme', 'failed', why(`No ${letters(index)}.`))
  const { groups, failed } = tally.rehearsed.acme
  expect(failed).toBe(1000)
  expect(groups).toHaveLength(201)
  expect(groups[0].count).toBe(800)
})
