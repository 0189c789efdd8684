import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { stringify } from 'yaml'
import { readYaml, root } from '../deploy-tests/deploy-files'
import type { Document } from '../deploy-tests/deploy-files'
import { alerts } from '../deploy-tests/known-metrics'
import { promtool } from './promtool'

const rulesFile = path.join(root, 'deploy/prometheus/alerts.yaml')
const [allRules] = readYaml('prometheus/alerts.yaml')
const [allTests] = readYaml('prometheus/alerts.test.yaml')

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alerts-'))
afterAll(() => fs.rmSync(folder, { recursive: true }))

it('has rules that Prometheus takes', async () => {
  expect(await promtool('check', 'rules', rulesFile)).toEqual({
    output: expect.stringContaining('SUCCESS'),
    code: 0
  })
})

it('has a config that Prometheus takes', async () => {
  const [config] = readYaml('prometheus/prometheus.yaml')
  const token = path.join(folder, 'token')
  fs.writeFileSync(token, 'the-t0ken')
  config.rule_files = [rulesFile]
  config.scrape_configs[0].authorization.credentials_file = token
  const file = path.join(folder, 'prometheus.yaml')
  fs.writeFileSync(file, stringify(config))
  expect(await promtool('check', 'config', file)).toMatchObject({ code: 0 })
})

it('passes its tests', async () => {
  expect(await promtool('test', 'rules', path.join(root, 'deploy/prometheus/alerts.test.yaml'))).toEqual({
    output: expect.stringContaining('SUCCESS'),
    code: 0
  })
})

/** Runs the tests that name an alert, with other rules. */
async function testsOf(alert: string, change: (rule: Document) => Document) {
  const groups = allRules.groups.map((group: Document) => ({
    ...group,
    rules: group.rules.map((rule: Document) => (rule.alert === alert ? change(rule) : rule))
  }))
  fs.writeFileSync(path.join(folder, 'alerts.yaml'), stringify({ groups }))
  const tests = allTests.tests.filter((test: Document) => JSON.stringify(test).includes(alert))
  fs.writeFileSync(path.join(folder, 'alerts.test.yaml'), stringify({ ...allTests, tests }))
  return promtool('test', 'rules', path.join(folder, 'alerts.test.yaml'))
}

it('passes them also in the form in which the next tests change it', async () => {
  fs.writeFileSync(path.join(folder, 'alerts.yaml'), stringify(allRules))
  fs.writeFileSync(path.join(folder, 'alerts.test.yaml'), stringify(allTests))
  expect(await promtool('test', 'rules', path.join(folder, 'alerts.test.yaml'))).toMatchObject({ code: 0 })
})

describe.each(alerts.map(({ alert }) => alert as string))('the tests of %s', (alert) => {
  it.each<[string, (rule: Document) => Document]>([
    ['never fires', (rule) => ({ ...rule, expr: `(${rule.expr}) and on () vector(1) == 2` })],
    ['fires always', (rule) => ({ ...rule, expr: 'vector(1)', for: '0s' })]
  ])('fail if it %s', async (_what, change) => {
    expect(await testsOf(alert, change)).toEqual({ output: expect.stringContaining('FAILED'), code: 1 })
  })
})
