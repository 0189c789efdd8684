import { Metrics } from '@partner-destinations/delivery'
import { readYaml } from './deploy-files'
import type { Document } from './deploy-files'

/** The rules of `alerts.yaml`, of both kinds. */
export const rules: Document[] = readYaml('prometheus/alerts.yaml')[0].groups.flatMap(({ rules }: Document) => rules)
export const alerts = rules.filter(({ alert }) => alert !== undefined)

/** A dashboard's panels and variables. */
export const dashboard: Document = readYaml('grafana/dashboard.json')[0]

/** The names of all series that a process of deliver has, with the names of their labels. */
export async function seriesOfDeliver(): Promise<Map<string, Set<string>>> {
  const metrics = new Metrics()
  const counts = { pending: 1, inFlight: 1, delivered: 0, filtered: 0, failed: 0 }
  metrics.received('shop', 'accepted')
  for (const outcome of ['delivered', 'failed', 'filtered', 'retry'] as const) metrics.settled('acme', outcome, '503')
  metrics.latency('acme', 1)
  metrics.limiterWait('acme', 1)
  metrics.stored('accept', 1)
  metrics.bypassedTransport('agent')
  metrics.threadEnded()
  const destinations = [{ name: 'acme', destination: 'acme', counts }]
  metrics.look({ destinations, isReady: true, freeDiskBytes: 1 }, 0)

  const series = new Map<string, Set<string>>()
  for (const line of (await metrics.text()).split('\n')) {
    const [, name, labels = ''] = /^(\w+)(?:\{(.*)\})? /.exec(line) ?? []
    if (name) series.set(name, new Set([...labels.matchAll(/(\w+)=/g)].map(([, label]) => label)))
  }
  return series
}

/** The names of series in a query: those of deliver, and those of recording rules. */
export function seriesIn(query: string): string[] {
  return query.match(/\bdelivery_\w+|\bjob\w*:\w+:\w+/g) ?? []
}

/** The names of labels that a query compares, groups by or joins on. */
export function labelsIn(query: string): string[] {
  const compared = [...query.matchAll(/(\w+) ?(?:=~|!~|!=|=)"/g)].map(([, label]) => label)
  const listed = [...query.matchAll(/\b(?:by|on|without|ignoring) ?\(([^)]*)\)/g)].flatMap(([, list]) =>
    list.split(/, */)
  )
  return [...compared, ...listed].filter((label) => label !== '__name__')
}
