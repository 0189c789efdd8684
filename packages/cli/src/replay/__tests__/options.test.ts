import { BadInputError } from '@partner-destinations/server/json-input'
import { rateIn, selectionOf } from '../options'

describe('a period is', () => {
  it.each([
    ['a day', '2026-11-01', '2026-11-02', 1793491200000, 1793577600000],
    ['times', '2026-11-01T10:00:00Z', '2026-11-01T10:00:00.001Z', 1793527200000, 1793527200001],
    ['times of other zones', '2026-11-01T10:00+02:00', '2026-11-01 10:00', 1793520000000, 1793527200000]
  ])('%s', (_what, from, to, expectedFrom, expectedTo) => {
    expect(selectionOf({ from, to })).toEqual({ from: expectedFrom, to: expectedTo })
  })
})

describe('a mistake says what to write:', () => {
  const time = 'must be a date or a time of ISO 8601, such as 2026-11-24 or 2026-11-24T08:00:00Z. It is'
  it.each([
    [{ from: 'yesterday' }, `--from ${time} "yesterday".`],
    [{ to: '1.11.2026' }, `--to ${time} "1.11.2026".`],
    [{ to: '2026-02-31' }, `--to ${time} "2026-02-31".`],
    [{ from: '2026-02-30T10:00:00Z' }, `--from ${time} "2026-02-30T10:00:00Z".`],
    [{ from: '2026-11-02', to: '2026-11-02' }, '--from must be before --to: the period goes up to --to, without it.'],
    [{ only: 'type == "track"' }, /^The condition of --only can't be used\. Segment/],
    [{ only: 'usr = "1"' }, /No condition can be about "usr"\./]
  ])('%j', (typed, message) => {
    expect(() => selectionOf(typed)).toThrow(message instanceof RegExp ? message : new BadInputError(message))
  })

  it.each(['100', '0/s', '-1/s', '5/m', '1e3/s', ' 5/s'])('--rate %s', (rate) => {
    expect(() => rateIn(rate)).toThrow(/^--rate must be a number of events a second, such as 100\/s\. It is "/)
  })
})

it.each([
  ['100/s', 100],
  ['0.5/s', 0.5]
])('the rate %s is %d events a second', (typed, rate) => {
  expect(rateIn(typed)).toBe(rate)
})
