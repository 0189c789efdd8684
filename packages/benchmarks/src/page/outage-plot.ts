import type { TopLevelSpec } from 'vega-lite'
import type { OutageResults } from '../simulation/results'
import { svgOf } from './svg'

const DOWN = 'to the vendor that was down'
const OTHERS = 'to the other vendors'
const BLUE = '#2563a8'
const RED = '#d9480f'

/** The course of a simulated outage as SVG. It is as wide as a phone and can be scaled. */
export function outagePlot(outage: OutageResults): Promise<string> {
  return svgOf(outageSpecification(outage))
}

/** Above, what waits, with the arithmetic as dashes. Below, how long deliveries took. The outage is grey. */
function outageSpecification({ course, down, backlog, recovery }: OutageResults): TopLevelSpec {
  const [from, to] = down
  const end = course[course.length - 1].hours
  const domain: number[] = [0, end]
  const x = {
    field: 'hours',
    type: 'quantitative',
    title: 'hours',
    scale: { domain, nice: false },
    axis: { grid: false, tickMinStep: 1, labelFlush: false }
  } as const
  // The widths of texts are guessed without a browser, and too wide: longer titles would widen the plot.
  const width = 310
  const outageOnly: object[] = [{ hours: from, to }]
  const grey = {
    data: { values: outageOnly },
    mark: { type: 'rect', color: '#e4e4e4', aria: false },
    encoding: { x, x2: { field: 'to' } }
  } as const
  const arithmetic = [
    { hours: from, deliveries: 0 },
    { hours: to, deliveries: backlog.arithmetic },
    { hours: to + recovery.arithmetic, deliveries: 0 }
  ]
  const latencies = course.flatMap(({ hours, ...latency }) => [
    { hours, whose: DOWN, seconds: latency.down === undefined ? null : latency.down / 1000 },
    { hours, whose: OTHERS, seconds: latency.others === undefined ? null : latency.others / 1000 }
  ])
  return {
    background: 'white',
    padding: 12,
    config: {
      font: 'sans-serif',
      view: { stroke: null },
      title: { anchor: 'start', fontSize: 14, frame: 'group' },
      axis: { labelFontSize: 13, titleFontSize: 13, titleFontWeight: 'normal', gridColor: '#ddd' }
    },
    spacing: 24,
    vconcat: [
      {
        title: 'Deliveries that wait',
        width,
        height: 170,
        layer: [
          grey,
          {
            data: { values: outageOnly },
            mark: { type: 'text', align: 'left', dx: 6, y: 14, fontSize: 13, color: '#444' },
            encoding: { x, text: { value: 'vendor down' } }
          },
          {
            data: { values: course.map(({ hours, backlog: deliveries }) => ({ hours, deliveries })) },
            mark: { type: 'area', color: BLUE, opacity: 0.55 },
            encoding: {
              x,
              y: {
                field: 'deliveries',
                type: 'quantitative',
                title: null,
                axis: { format: '~s', tickCount: 5, labelExpr: "datum.value === 0 ? '0' : datum.label" }
              }
            }
          },
          {
            data: { values: arithmetic },
            mark: { type: 'line', color: '#222', strokeDash: [5, 4], strokeWidth: 1.5 },
            encoding: { x, y: { field: 'deliveries', type: 'quantitative' } }
          }
        ]
      },
      {
        title: 'Time to the vendor (P95)',
        width,
        height: 170,
        layer: [
          grey,
          {
            data: { values: latencies },
            mark: { type: 'line', strokeWidth: 2.5, invalid: 'break-paths-show-domains' },
            encoding: {
              x,
              y: {
                field: 'seconds',
                type: 'quantitative',
                title: null,
                scale: { type: 'log', domain: [0.001, 20_000], nice: false },
                axis: {
                  values: [0.001, 1, 60, 3600],
                  labelExpr:
                    "datum.value < 1 ? '1 ms' : datum.value < 60 ? '1 s' : datum.value < 3600 ? '1 min' : '1 h'"
                }
              },
              color: {
                field: 'whose',
                type: 'nominal',
                scale: { domain: [DOWN, OTHERS], range: [RED, BLUE] },
                legend: { title: null, orient: 'bottom', labelFontSize: 13, labelLimit: 0, direction: 'vertical' }
              }
            }
          }
        ]
      }
    ]
  }
}
