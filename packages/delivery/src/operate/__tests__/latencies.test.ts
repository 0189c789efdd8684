import { Latencies } from '../latencies'

function latenciesOf(...milliseconds: number[]): Latencies {
  const latencies = new Latencies()
  for (const ms of milliseconds) latencies.add(ms)
  return latencies
}

const hour = 3_600_000

describe('the 95th percentile', () => {
  it.each<[string, number[], number]>([
    ['of one latency is that one', [100], 100],
    ['leaves out the slowest twentieth', [...Array<number>(95).fill(40), ...Array<number>(5).fill(9_000)], 40],
    ['takes in what is more than a twentieth', [...Array<number>(94).fill(40), ...Array<number>(6).fill(9_000)], 9_000],
    ['knows hours', [4 * hour], 4 * hour]
  ])('%s, and at most a fifth more', (_what, milliseconds, expected) => {
    const { p95Ms = 0 } = latenciesOf(...milliseconds)
    expect(p95Ms).toBeGreaterThanOrEqual(expected)
    expect(p95Ms).toBeLessThanOrEqual(expected * 1.2)
  })

  it.each([0, -5, 0.2, 1])('of %d ms is 1 ms, the lowest that is told apart', (ms) => {
    expect(latenciesOf(ms).p95Ms).toBe(1)
  })

  it('of weeks is a day at least', () => {
    expect(latenciesOf(1000 * hour).p95Ms).toBeGreaterThanOrEqual(24 * hour)
  })

  it('of nothing is nothing', () => {
    expect(latenciesOf().p95Ms).toBeUndefined()
  })

  it('is of both when one is added to the other', () => {
    const all = latenciesOf(...Array<number>(50).fill(40))
    all.addAll(latenciesOf(...Array<number>(50).fill(9_000)))
    expect(all.p95Ms).toBeGreaterThanOrEqual(9_000)
  })
})
