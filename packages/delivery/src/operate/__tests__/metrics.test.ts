import { Metrics } from '../metrics'

async function linesOf(metrics: Metrics, prefix: string): Promise<string[]> {
  return (await metrics.text()).split('\n').filter((line) => line.startsWith(prefix))
}

describe('it counts', () => {
  it.each<[string, (metrics: Metrics) => void, string]>([
    ['events', (m) => m.received('shop', 'duplicate'), 'delivery_received_total{source="shop",outcome="duplicate"} 1'],
    [
      'deliveries that the vendor took',
      (m) => m.settled('acme', 'delivered'),
      'delivery_delivered_total{destination="acme"} 1'
    ],
    [
      'failed deliveries by code',
      (m) => m.settled('acme', 'failed', 'MESSAGE_REJECTED'),
      'delivery_failed_total{destination="acme",code="MESSAGE_REJECTED"} 1'
    ],
    [
      'filtered deliveries by code',
      (m) => m.settled('acme', 'filtered', 'NO_MATCHING_MAPPING'),
      'delivery_filtered_total{destination="acme",code="NO_MATCHING_MAPPING"} 1'
    ],
    [
      'retries by code',
      (m) => m.settled('acme', 'retry', 'SERVER_ERROR'),
      'delivery_retries_total{destination="acme",code="SERVER_ERROR"} 1'
    ],
    ['requests', (m) => m.sent('acme', 3), 'delivery_requests_total{destination="acme"} 3'],
    [
      'requests that bypassed the transport',
      (m) => m.bypassedTransport('agent'),
      'delivery_transport_bypassed_total{reason="agent"} 1'
    ],
    ['killed threads', (m) => m.threadEnded(), 'delivery_thread_kills_total 1']
  ])('%s', async (_what, happen, line) => {
    const metrics = new Metrics()
    happen(metrics)
    expect(await linesOf(metrics, line.split(/[{ ]/)[0])).toEqual([line])
  })
})

describe('it measures', () => {
  it.each<[string, (metrics: Metrics) => void, string]>([
    ['latency', (m) => m.latency('acme', 0.02), 'delivery_latency_seconds_bucket{le="0.025",destination="acme"} 1'],
    [
      'latency of hours',
      (m) => m.latency('acme', 14_000),
      'delivery_latency_seconds_bucket{le="14400",destination="acme"} 1'
    ],
    [
      'the rate limit',
      (m) => m.limiterWait('acme', 40),
      'delivery_limiter_wait_seconds_bucket{le="60",destination="acme"} 1'
    ],
    [
      'the store',
      (m) => m.stored('accept', 0.004),
      'delivery_store_operation_seconds_bucket{le="0.005",operation="accept"} 1'
    ]
  ])('%s', async (_what, happen, line) => {
    const metrics = new Metrics()
    happen(metrics)
    expect(await linesOf(metrics, line)).toEqual([line])
  })
})

it('keeps the values of a label few', async () => {
  const metrics = new Metrics()
  for (let code = 0; code < 1000; code++) metrics.settled('acme', 'failed', `CODE_${code}`)
  const lines = await linesOf(metrics, 'delivery_failed_total')
  expect(lines).toHaveLength(101)
  expect(lines).toContain('delivery_failed_total{destination="acme",code="other"} 900')
})

it('keeps nothing of another one', async () => {
  new Metrics().settled('acme', 'delivered')
  expect(await linesOf(new Metrics(), 'delivery_delivered_total')).toEqual([])
})

it('forgets the gauges of what is gone', async () => {
  const metrics = new Metrics()
  const counts = { pending: 1, inFlight: 0, delivered: 0, filtered: 0, failed: 0 }
  metrics.look({ destinations: [{ name: 'acme', destination: 'acme', counts }], isReady: true, freeDiskBytes: 9 }, 0)
  expect(await linesOf(metrics, 'delivery_pending')).toEqual(['delivery_pending{destination="acme"} 1'])
  expect(await linesOf(metrics, 'delivery_disk')).toEqual(['delivery_disk_free_bytes 9'])
  metrics.look({ destinations: [], isReady: true }, 0)
  expect(await linesOf(metrics, 'delivery_pending')).toEqual([])
  expect(await linesOf(metrics, 'delivery_disk')).toEqual([])
})
