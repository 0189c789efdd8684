import { benchmarkEngines } from '../engines/benchmark'

test('the benchmark of engines measures both of our stores, which keep every promise', async () => {
  const { engines, leftOut } = await benchmarkEngines({
    names: ['postgres'],
    rounds: 1,
    pace: { milliseconds: 50, most: 500 },
    say: () => undefined
  })
  expect(leftOut).toEqual([])
  const figure = expect.any(Number)
  const spread = { median: figure, low: figure, high: figure }
  const all = <Value>(value: Value) => ({ single: value, many: value, deliver: value, ordered: value })
  // A permit that came too late isn't used, so there may be fewer.
  for (const { inWindow } of engines) expect(inWindow).toBeLessThanOrEqual(20)
  const promises = {
    acknowledges: 'on disk',
    keepsOrder: { whileDelivered: true, afterFailure: true },
    inWindow: figure,
    perSecond: all(figure),
    memory: figure
  }
  const itself = { median: 1, low: 1, high: 1 }
  expect(engines).toEqual([
    { ...promises, title: 'our store in a file', versions: [], toReference: all(itself) },
    {
      ...promises,
      title: 'our store in PostgreSQL',
      versions: [expect.stringMatching(/^PostgreSQL \d+\.\d+$/)],
      toReference: all(spread)
    }
  ])
})
