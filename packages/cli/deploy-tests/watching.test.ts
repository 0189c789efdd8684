import fs from 'node:fs'
import path from 'node:path'
import { readFile, root } from './deploy-files'
import type { Document } from './deploy-files'
import { alerts, dashboard, labelsIn, rules, seriesIn, seriesOfDeliver } from './known-metrics'

/** Prometheus gives these to every series. */
const labelsOfTargets = ['job', 'instance', 'le']

const panels = dashboard.panels as Document[]
const queries: (readonly [string, string])[] = [
  ...rules.map(({ alert, record, expr }) => [`the rule ${alert ?? record}`, expr] as const),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }: Document) => [`the panel ${title}`, expr] as const))
]

describe.each(queries)('%s', (_name, query) => {
  it('asks for series that deliver or a rule has, by labels that they have', async () => {
    const known = await seriesOfDeliver()
    const recorded = rules.map(({ record }) => record)
    const asked = seriesIn(query)
    expect(asked).not.toEqual([])
    expect(asked.filter((name) => !known.has(name) && !recorded.includes(name))).toEqual([])
    const labels = [...known.values()].flatMap((names) => [...names])
    expect([...labels, ...labelsOfTargets]).toEqual(expect.arrayContaining(labelsIn(query)))
  })
})

it('finds what a query asks for', () => {
  const query = 'sum by (job, code) (delivery_failed_total{code!~"[a-z].*", destination="x"}) / on (source) job_a:b:15m'
  expect(seriesIn(query)).toEqual(['delivery_failed_total', 'job_a:b:15m'])
  expect(labelsIn(query)).toEqual(['code', 'destination', 'job', 'code', 'source'])
})

describe.each(alerts.map((alert) => [alert.alert, alert] as const))('%s', (name, { annotations, labels }) => {
  it('says what is so, what to do, and how urgent it is', () => {
    expect(name).toMatch(/^Deliver[A-Z]\w+$/)
    expect(['critical', 'warning']).toContain(labels.severity)
    for (const text of [annotations.summary, annotations.action]) expect(text).toMatch(/^.{20,}\.$/)
  })

  it('names a part of the docs that is there', () => {
    const [file, anchor] = annotations.runbook.split('#')
    expect(fs.existsSync(path.join(root, file))).toBe(true)
    const headings = [...readFile(file).matchAll(/^#+ (.*)$/gm)].map(([, text]) => anchorOf(text))
    expect(headings).toContain(anchor)
  })

  it('is in the docs', () => {
    expect(readFile('docs/deploy.md')).toContain(`| \`${name}\``)
  })
})

describe('the dashboard', () => {
  it('says of each panel what it shows, and has no number twice', () => {
    for (const { title, targets } of panels) {
      expect(title).not.toBe('')
      expect(targets).not.toEqual([])
    }
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  })

  it('uses variables that it has, and those of Grafana', () => {
    const used = [...JSON.stringify(panels).matchAll(/\$\{?(\w+)/g)].map(([, name]) => name)
    const had = dashboard.templating.list.map(({ name }: Document) => name)
    expect([...had, '__rate_interval']).toEqual(expect.arrayContaining(used))
  })

  it('has no panel over another one', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      return Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`)
    })
    expect(new Set(cells).size).toBe(cells.length)
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24)
  })
})

/** The anchor that GitHub gives to a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replace(/ /g, '-')
}
