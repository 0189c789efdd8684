import { explain, listPlaces, totals } from '../summary'
import { Tally } from '../tally'

function tallyOf(failed: [place: number, reason: string][], done = 0): Tally {
  const tally = new Tally()
  for (let place = 0; place < done; place++) tally.add(place, { kind: 'done' })
  for (const [place, reason] of failed) tally.add(place, { kind: 'failed', reason })
  return tally
}

const explainLines = (tally: Tally, width = 120) => explain(tally, { places: 'lines' }, width)

describe('explain', () => {
  it('groups events by the reason, and begins with the largest group', () => {
    const tally = tallyOf([
      [2, 'The email is taken.'],
      [3, 'The name is missing.'],
      [7, 'The name is missing.']
    ])
    expect(explainLines(tally)).toEqual([
      '2 failed: The name is missing.',
      '  lines 3, 7',
      '1 failed: The email is taken.',
      '  line 2'
    ])
  })

  it.each([
    ['the column of an error', 'value expected at column 10.', 'value expected at column 12.'],
    ['an address', 'jane@example.com is taken.', 'jim.o@example.org is taken.'],
    [
      'a value',
      '"Email" must be an email address, but it is the text "a \\"b\\"".',
      '"Email" must be an email address, but it is the text "c".'
    ],
    ['an id', 'Lead 4711 is gone.', 'Lead 12 is gone.']
  ])('takes reasons that differ in %s for the same, and says so', (_what, one, other) => {
    expect(
      explainLines(
        tallyOf([
          [1, one],
          [2, other]
        ])
      )
    ).toEqual([`2 failed: ${one} (and the like)`, '  lines 1-2'])
  })

  it('tells reasons about different fields apart', () => {
    expect(
      explainLines(
        tallyOf([
          [1, '"Email" is missing.'],
          [2, '"Name" is missing.']
        ])
      )
    ).toHaveLength(4)
  })

  it('tells events that were skipped from those that failed', () => {
    const tally = tallyOf([[1, 'The email is taken.']])
    tally.add(2, { kind: 'skipped', reason: 'No preset takes the track event "a".' })
    tally.add(3, { kind: 'skipped', reason: 'No preset takes the track event "b".' })
    expect(explainLines(tally)).toEqual([
      '1 failed: The email is taken.',
      '  line 1',
      '2 skipped: No preset takes the track event "a". (and the like)',
      '  lines 2-3'
    ])
  })

  it('says nothing when all were sent', () => {
    expect(explainLines(tallyOf([], 5))).toEqual([])
  })

  it.each([40, 80, 200])('fits on a screen of 24 lines and %i columns, whatever has failed', (width) => {
    const words = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta']
    const tally = new Tally()
    for (let place = 1; place <= 40_000; place += 2) {
      const reason = `${words[place % 8]} `.repeat(100)
      tally.add(place, { kind: place % 3 === 0 ? 'skipped' : 'failed', reason })
    }
    const lines = explainLines(tally, width)
    const rows = lines.reduce((sum, line) => sum + Math.ceil(line.length / width), 0)
    expect(rows).toBeLessThanOrEqual(20) // four more may follow, of which one is the prompt's
    expect(lines.join('\n')).toMatch(/ for \d other reasons: /)
  })

  it('keeps a message of several lines on one', () => {
    expect(explainLines(tallyOf([[1, 'One\n  two']]))[0]).toBe('1 failed: One two')
  })
})

describe('listPlaces', () => {
  it.each([
    [[5], 'line 5'],
    [[1, 2, 3, 5, 8, 9], 'lines 1-3, 5, 8-9'],
    [[9, 1, 2], 'lines 1-2, 9']
  ])('lists %j', (places, text) => {
    expect(listPlaces(places, 'lines', 80)).toBe(text)
  })

  it('names the events of a list as a script would', () => {
    expect(listPlaces([0, 2, 3], 'list', 80)).toBe('events [0], [2]-[3]')
  })

  it('says how many there was no room for', () => {
    const places = Array.from({ length: 100 }, (_, index) => 10 + 2 * index)
    expect(listPlaces(places, 'lines', 30)).toBe('lines 10, 12, 14 and 97 more')
  })

  it('always names one', () => {
    expect(listPlaces([1000, 2000], 'lines', 1)).toBe('lines 1000 and 1 more')
  })
})

describe('totals', () => {
  it('counts, and names skipped events only when there are some', () => {
    const tally = tallyOf([[1, 'x']], 3)
    expect(totals(tally, { done: 'sent' })).toBe('4 events: 3 sent, 1 failed')
    tally.add(2, { kind: 'skipped', reason: 'y' })
    expect(totals(tally, { done: 'would be sent' })).toBe('5 events: 3 would be sent, 1 failed, 1 skipped')
  })
})
