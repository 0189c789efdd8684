import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { readYaml } from '../deploy-tests/deploy-files'
import type { Document } from '../deploy-tests/deploy-files'
import { dashboard, rules } from '../deploy-tests/known-metrics'
import { Delivering } from '../program-tests/delivering'
import { Prometheus } from './prometheus'

const token = 'the-t0ken'
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dashboard-'))
let delivering: Delivering
let prometheus: Prometheus
let isSending = true
let sent: Promise<void>

beforeAll(async () => {
  const destinations = {
    refersion: { settings: demoSettingsOf('refersion') },
    wigzo: { settings: demoSettingsOf('wigzo') },
    // So few that they wait.
    wishpond: { settings: demoSettingsOf('wishpond'), rateLimit: { requests: 3, per: '1s' } }
  }
  const sources = { shop: { writeKey: 'demo' } }
  fs.writeFileSync(path.join(folder, 'delivery.yaml'), JSON.stringify({ store: 'delivery.db', sources, destinations }))
  delivering = await Delivering.start(folder, ['--metrics-port', '0'], { METRICS_TOKEN: token })
  const [, target] = / at http:\/\/(\S+)\/metrics$/m.exec(delivering.said) as RegExpExecArray
  sent = sendEvents()
  prometheus = await Prometheus.start(folder, target, token)
})

afterAll(async () => {
  isSending = false
  await sent
  await prometheus?.end()
  await delivering?.end('SIGTERM')
  fs.rmSync(folder, { recursive: true })
})

/** Sends some events a second of all kinds: good, bad, twice, unwanted; to vendors that fail now and then. */
async function sendEvents(): Promise<void> {
  for (let second = 0; isSending; second++) {
    await delivering.operate('/sandbox/wigzo/faults', 'PUT', { status: 503, times: 1 })
    await delivering.operate('/sandbox/refersion/faults', 'PUT', { status: 400, times: 1 })
    for (let n = 0; n < 4; n++) {
      const userId = `u${second}-${n}`
      await delivering.send('identify', { userId, traits: { name: 'Jane Doe', email: `${userId}@example.com` } })
    }
    await delivering.send('track', { userId: 'u1', event: 'Signed Up', messageId: `m${second % 2}` })
    await delivering.send('track', { userId: 'u1', event: `Signed Up ${second}`, messageId: 'c1' })
    await delivering.send('track', { event: 'Of nobody' })
    await sleep(250)
  }
}

/** A query of the dashboard as Grafana sends it: one job, all destinations. */
function asGrafanaAsks(expression: string): string {
  return expression.replaceAll('$__rate_interval', '10s').replaceAll('$job', 'deliver').replaceAll('$destination', '.*')
}

it('scrapes deliver with the token', async () => {
  await prometheus.has('up{job="deliver"} == 1')
})

it('has no query that is wrong in the rules', async () => {
  await prometheus.has('job:delivery_pending:workable')
  const { groups } = await prometheus.ask('rules')
  const evaluated = groups.flatMap((group: Document) => group.rules)
  expect(evaluated).toHaveLength(rules.length)
  for (const { name, health, lastError } of evaluated)
    expect({ name, health, lastError }).toEqual({ name, health: 'ok' })
})

it.each(rules.filter(({ record }) => record).map(({ record }) => record as string))(
  'has a figure of %s',
  async (name) => {
    await prometheus.has(`${name} > -1`)
  }
)

const queries = dashboard.panels.flatMap(({ title, targets }: Document) => {
  return targets.map(({ refId, expr }: Document) => [title, refId, expr])
}) as [string, string, string][]

it.each(queries)('the panel "%s" shows something (%s)', async (_title, _query, expression) => {
  // What is not a number is no answer.
  await prometheus.has(`(${asGrafanaAsks(expression)}) > -1`)
})

it('lets the dashboard choose what there is', async () => {
  const asked = dashboard.templating.list.flatMap(({ name, query }: Document) => {
    const [, series, label] = /^label_values\((.*), (\w+)\)$/.exec(query.query ?? '') ?? []
    return series ? [{ name, series: asGrafanaAsks(series), label }] : []
  })
  expect(asked.map(({ name }: Document) => name)).toEqual(['job', 'destination'])
  const [jobs, destinations] = await Promise.all(
    asked.map(({ series, label }: Document) => prometheus.ask(`label/${label}/values`, { 'match[]': series }))
  )
  expect(jobs).toEqual(['deliver'])
  expect(destinations).toEqual(['refersion', 'wigzo', 'wishpond'])
})

it('has the figure of the scaler as the adapter asks for it', async () => {
  const [{ metricsQuery, seriesQuery }] = readYaml('kubernetes/adapter-values.yaml')[0].rules.external
  const [{ __name__: name }] = await prometheus.ask('series', { 'match[]': seriesQuery })
  const query = metricsQuery.replace('<<.Series>>', name).replace('<<.LabelMatchers>>', 'job="deliver"')
  expect(await prometheus.query(query)).toHaveLength(1)
})

it('alerts of what happens', async () => {
  await prometheus.has('ALERTS{alertname="DeliverMessageIdsConflict", alertstate="firing", source="shop"}')
  expect(await prometheus.query('ALERTS{alertname=~"DeliverNoProcessReady|DeliverStoreSilent"}')).toEqual([])
})
