import type { DeliveryConfig } from '@partner-destinations/delivery'
import { announce, explainFailure } from '../announce'

const config = {
  store: '/var/delivery.db',
  sources: [
    { name: 'shop', writeKey: 'hunter2' },
    { name: 'blog', writeKey: 'hunter3', webhookSecret: 'hunter4' }
  ],
  destinations: [{ name: 'wigzo' }, { name: 'leads' }]
} as DeliveryConfig

const addresses = { host: '127.0.0.1', port: 8080, operatingUrl: 'http://127.0.0.1:8081' }

it('says how to send events, where they go, and where to look', () => {
  expect(announce(config, addresses, { live: false, file: '/etc/delivery.yaml' }))
    .toBe(`Taking events at http://127.0.0.1:8080
  Tracking API: POST /v1/…, with the write key of shop or blog
  Webhooks: POST /webhooks/blog
Delivering to wigzo, leads
Requests go to the sandbox: nothing leaves this machine. GET http://127.0.0.1:8081/sandbox/<destination> shows what it holds.
Events are kept in /var/delivery.db
Watch and operate it at http://127.0.0.1:8081`)
})

it('shows no password of a store', () => {
  const store = 'postgres://ann:hunter2@db:5432/app?sslmode=require'
  const said = announce({ ...config, store }, addresses, { live: false, file: '/etc/delivery.yaml' })
  expect(said).toContain('\nEvents are kept in postgres://db:5432/app\n')
})

it('says which destinations keep their events elsewhere', () => {
  const leads = { name: 'leads', store: 'postgres://ann:hunter2@db2/app' }
  const divided = { ...config, destinations: [config.destinations[0], leads] } as DeliveryConfig
  expect(announce(divided, addresses, { live: false, file: '/etc/delivery.yaml' })).toContain(
    '\nEvents are kept in /var/delivery.db\n  those of leads in postgres://db2/app\n'
  )
})

it('says where Prometheus finds the metrics', () => {
  expect(announce(config, { ...addresses, metricsPort: 8082 }, { live: false, file: '/etc/delivery.yaml' })).toContain(
    '\nMetrics for whoever has METRICS_TOKEN at http://127.0.0.1:8082/metrics\n'
  )
})

it('says loudly that it is live', () => {
  expect(announce(config, addresses, { live: true, file: '/etc/delivery.yaml' })).toContain(
    '\n*** LIVE: every delivery goes to the real vendors, and changes real data. ***\n'
  )
})

it.each([
  ['intake', ['Taking events at http://127.0.0.1:8080', 'Not delivering: --role worker delivers to wigzo, leads.']],
  ['worker', ['Taking no events: --role intake takes them.', 'Delivering to wigzo, leads']]
] as const)('says what a process with the role %s does', (role, expected) => {
  const lines = announce(config, addresses, { live: false, role, file: '/etc/delivery.yaml' }).split('\n')

  expect(lines.filter((line) => /^(Taking|Delivering|Not)/.test(line))).toEqual(expected)
})

it('shows a call to try, without a config', () => {
  expect(announce(config, { ...addresses, host: '::1' }, { live: false })).toMatch(
    /There is no delivery\.yaml, so the write key is "demo"\. Try:\n {2}curl http:\/\/\[::1\]:8080\/v1\/identify -u demo: /
  )
})

it.each([
  [{ code: 'EADDRINUSE', port: 8080 }, 'Port 8080 is in use. Choose another port with --port.'],
  [{ code: 'EADDRINUSE', port: 8081 }, 'Port 8081 is in use. Choose another port with --operate-port.'],
  [{ code: 'EADDRINUSE', port: 8082 }, 'Port 8082 is in use. Choose another port with --metrics-port.'],
  [{ code: 'EACCES', port: 80 }, "Port 80 needs permission that you don't have. Choose another port with --port."],
  [{ code: 'EADDRNOTAVAIL', port: 8080 }, "10.1.1.1 isn't an address of this machine. Choose another one with --host."],
  [{ code: 'ENOTFOUND' }, 'There is no host 10.1.1.1. Choose another one with --host.'],
  [{}, 'The store is damaged.']
])('explains %j', (error, message) => {
  const failure = Object.assign(new Error('The store is damaged.'), error)

  expect(explainFailure(failure, { operatePort: 8081, metricsPort: { port: 8082 }, host: '10.1.1.1' })).toBe(message)
})
