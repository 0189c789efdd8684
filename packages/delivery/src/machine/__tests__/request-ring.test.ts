import { marginMs, permitMs, RequestRing } from '../request-ring'

describe('the margin of a rate limit', () => {
  it.each([
    ['at least 100 ms', 1_000, 100],
    ['2 %', 20_000, 400],
    ['at most a second', 3_600_000, 1_000]
  ])('is %s', (_what, windowMs, margin) => {
    expect(marginMs(windowMs)).toBe(margin)
  })

  it('leaves as much for the way to the vendor as a permit is good for', () => {
    const rateLimit = { requests: 1, windowMs: 10_000 }
    const ring = new RequestRing(1)
    ring.add(0)
    const next = ring.waitMs(0, rateLimit)
    const [sentLate, onTheWay] = [permitMs(rateLimit.windowMs), permitMs(rateLimit.windowMs)]
    // The first request takes as long as it may, and the second one no time at all.
    expect(next - (sentLate + onTheWay)).toBe(rateLimit.windowMs)
  })
})
