import { limitedCase } from '../limited-case'
import { loadCases } from '../load-case'
import { outageCase } from '../outage-case'
import { queueCase } from '../queue-case'
import type { Compared } from '../results'
import type { ServiceTimes } from '../service-times'

/** Microseconds, somewhat like those that are measured. */
const file: ServiceTimes = { store: 'file', intake: 60, accept: 20, claimAndSettle: 30, worker: 500 }
const postgres: ServiceTimes = { store: 'PostgreSQL', intake: 60, accept: 60, claimAndSettle: 90, worker: 600 }

/** The simulated figure is within this part of the arithmetic's. */
function expectAgreement({ arithmetic, simulated }: Compared, tolerance: number): void {
  expect(simulated).toBeGreaterThan(arithmetic * (1 - tolerance))
  expect(simulated).toBeLessThan(arithmetic * (1 + tolerance))
}

describe('The simulation agrees with the arithmetic', () => {
  it.each([0.5, 0.7])('within 5 %% about the waits for a server that is busy for %d of its time', (busy) => {
    const { waits, recovery } = queueCase(busy, 300_000, 1)

    expectAgreement(waits.p95, 0.05)
    expectAgreement(waits.p99, 0.05)
    expectAgreement(recovery, 0.05)
  })

  it('within 5 % about what waits for a vendor that is down, its recovery and its probes', () => {
    const { backlog, recovery, probes } = outage(100_000)

    expectAgreement(backlog, 0.05)
    expectAgreement(recovery, 0.05)
    // It gets a few more: those that were in flight when it went down.
    expectAgreement(probes, 0.15)
  })

  it('within 5 % about a vendor with a rate limit', () => {
    const rateLimit = { requests: 20, windowMs: 10_000 }
    const plan = { name: 'Acme', rateLimit, perSecond: 1, answerMs: 250, outage: 1, seed: 1 }
    const { allowed, recovery } = limitedCase(file, plan)

    expectAgreement(allowed, 0.05)
    expectAgreement(recovery, 0.05)
  })

  it.each([
    // 10,000 × 500 µs are 5 cores, and 7.1 at 70 %.
    ['a file', file, 8, 4],
    // 10,000 × 600 µs are 6 cores, and 8.6 at 70 %.
    ['PostgreSQL', postgres, 9, 5]
  ])(
    'within 5 %% about 10,000 events a second with %s: enough cores keep up, and too few do not',
    (_, times, ...cores) => {
      const [enough, tooFew] = loadCases(times, 10_000, 100_000, 1)

      expect([enough.cores, tooFew.cores]).toEqual(cores)
      expectAgreement(enough.busy, 0.05)
      expect(enough.growth.arithmetic).toBe(0)
      // A hundredth of what arrives.
      expect(Math.abs(enough.growth.simulated)).toBeLessThan(100)
      expectAgreement(tooFew.busy, 0.05)
      expectAgreement(tooFew.growth, 0.05)
    }
  )

  it('has no case with too few cores if one core is more than enough', () => {
    expect(loadCases(file, 100, 1000, 1)).toHaveLength(1)
  })
})

describe('While a vendor is down', () => {
  it('no delivery fails, and the order of each user holds', () => {
    // Each of so few users has deliveries in flight, retried and waiting.
    const { failed, overtaken } = outage(50)

    expect(failed).toBe(0)
    expect(overtaken.unmarked).toBe(0)
  })

  it('the other destinations are as fast as before', () => {
    const { others } = outage(100_000)

    expect(others.during).toBeLessThan((others.before as number) * 1.1)
  })

  it('nothing is delivered to it, and afterwards everything', () => {
    const { course, down } = outage(100_000)
    const [from, to] = down
    const during = course.filter(({ hours }) => hours > from + 0.02 && hours < to)

    expect(during.length).toBeGreaterThan(20)
    expect(during.filter((reading) => reading.down !== undefined)).toEqual([])
    expect(course.slice(-1)[0].backlog).toBeLessThan(20)
  })

  it.each([
    ['many', 1000],
    ['three', 3]
  ])('for a whole day, no delivery fails, with %s users', (_, users) => {
    const plan = { perSecond: 0.3, users, answerMs: 250, concurrency: 8, outage: 24, seed: 3 }
    const { failed, backlog } = outageCase(file, plan)

    expect(backlog.simulated).toBeGreaterThan(8000)
    expect(failed).toBe(0)
  })
})

function outage(users: number) {
  return outageCase(file, { perSecond: 30, users, answerMs: 250, concurrency: 8, outage: 0.5, seed: 2 })
}
