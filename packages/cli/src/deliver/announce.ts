import { shownStore } from '@partner-destinations/delivery'
import type { DeliveryConfig, Role } from '@partner-destinations/delivery'

/** Where a process that delivers can be reached. */
export interface Addresses {
  /** Of intake, if this process has it. */
  host: string
  port: number
  operatingUrl: string
  /** On the host of intake. Absent if there is none. */
  metricsPort?: number
}

/**
 * What people want to know once it runs: how to send them, where they go, and where to look.
 * @param file the config's, or none for the default config
 */
export function announce(
  { store, sources, destinations }: DeliveryConfig,
  { host, port, operatingUrl, metricsPort }: Addresses,
  { live, role = 'all', file }: { live: boolean; role?: Role; file?: string }
): string {
  const origin = `http://${host.includes(':') ? `[${host}]` : host}`
  const url = `${origin}:${port}`
  const withKey = sources.filter(({ writeKey }) => writeKey !== undefined).map(({ name }) => name)
  const withSecret = sources.filter(({ webhookSecret }) => webhookSecret !== undefined).map(({ name }) => name)
  const names = destinations.map(({ name }) => name).join(', ')
  const taking = [
    `Taking events at ${url}`,
    ...(withKey.length > 0 ? [`  Tracking API: POST /v1/…, with the write key of ${withKey.join(' or ')}`] : []),
    ...withSecret.map((name) => `  Webhooks: POST /webhooks/${name}`)
  ]
  const delivering = [
    `Delivering to ${names}`,
    live
      ? '*** LIVE: every delivery goes to the real vendors, and changes real data. ***'
      : `Requests go to the sandbox: nothing leaves this machine. GET ${operatingUrl}/sandbox/<destination> shows what it holds.`
  ]
  return [
    ...(role === 'worker' ? ['Taking no events: --role intake takes them.'] : taking),
    ...(role === 'intake' ? [`Not delivering: --role worker delivers to ${names}.`] : delivering),
    `Events are kept in ${shownStore(store)}`,
    ...ownStores(destinations),
    ...(metricsPort === undefined ? [] : [`Metrics for whoever has METRICS_TOKEN at ${origin}:${metricsPort}/metrics`]),
    `Watch and operate it at ${operatingUrl}`,
    ...(file === undefined ? ['There is no delivery.yaml, so the write key is "demo". Try:', `  ${example(url)}`] : [])
  ].join('\n')
}

/** The destinations that keep their events elsewhere. */
function ownStores(destinations: DeliveryConfig['destinations']): string[] {
  return destinations.flatMap(({ name, store }) =>
    store === undefined ? [] : [`  those of ${name} in ${shownStore(store)}`]
  )
}

function example(url: string): string {
  return `curl ${url}/v1/identify -u demo: -d '{"userId": "u1", "traits": {"name": "Jane Doe", "email": "jane@example.com"}}'`
}

/** What is wrong with an address, by the code of the system's error. */
const addressProblems: Record<string, (where: string, option: string) => string> = {
  EADDRINUSE: (where, option) => `${where} is in use. Choose another port with ${option}.`,
  EACCES: (where, option) => `${where} needs permission that you don't have. Choose another port with ${option}.`,
  EADDRNOTAVAIL: (where) => `${where} isn't an address of this machine. Choose another one with --host.`,
  ENOTFOUND: (where) => `There is no host ${where}. Choose another one with --host.`
}

/**
 * Why deliver did not start, in one line.
 * @param options the address of intake and the other ports, as they were asked for
 */
export function explainFailure(
  error: Error & { code?: string; port?: number },
  { operatePort, metricsPort, host }: { operatePort: number; metricsPort?: { port: number }; host: string }
): string {
  const { code = '', port, message } = error
  if (!Object.hasOwn(addressProblems, code)) return message
  const where = code === 'EADDRINUSE' || code === 'EACCES' ? `Port ${port}` : host
  const options = { [String(metricsPort?.port)]: '--metrics-port', [operatePort]: '--operate-port' }
  return addressProblems[code](where, options[String(port)] ?? '--port')
}
