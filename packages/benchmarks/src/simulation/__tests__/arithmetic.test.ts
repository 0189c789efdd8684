import { allowedBy, coresFor, inFlightOf, perSecondOf, probesIn, recoveryAfter, waitExceededBy } from '../arithmetic'

describe('The arithmetic', () => {
  it.each([
    ['a core at 70 % manages 1,400 events of 500 µs a second', perSecondOf(500, 0.7), 1400],
    ['1,400 events take one such core', coresFor(1400, 500, 0.7), 1],
    ['1,401 take two', coresFor(1401, 500, 0.7), 2],
    ['none take one all the same', coresFor(0, 500, 0.7), 1],
    ['100 events a second with answers after 250 ms are 25 in flight', inFlightOf(100, 250), 25],
    ['a tenth waits longer than ln(0.5 ÷ 0.1) ÷ 0.5 for a server that is half busy', waitExceededBy(0.1, 0.5), 3.2189],
    ['most events wait for nothing, if most of the time there is nobody before them', waitExceededBy(0.8, 0.5), 0],
    ['an hour at 7 a second takes 7 ÷ 3 hours to catch up at 10 a second', recoveryAfter(1, 7, 10), 2.3333],
    ['100 requests in 60 s are 100 in 61 s with the margin', allowedBy({ requests: 100, windowMs: 60_000 }), 1.6393],
    // After 1, 3, 7, 15, 31 and 63 seconds, and then after 123, 183, 243.
    ['a vendor that is down for 250 s gets 9 probes after the first 5 requests', probesIn(250_000), 14],
    ['and none within the first second', probesIn(999), 5]
  ])('says that %s', (_what, figure, expected) => {
    expect(figure).toBeCloseTo(expected, 3)
  })
})
