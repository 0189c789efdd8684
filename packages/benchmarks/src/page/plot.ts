import type { TopLevelSpec } from 'vega-lite'
import type { CaseResults } from '../events/results'
import { GOAL_RATIO } from './events-section'
import { svgOf } from './svg'

const OWN = 'this project'
const OTHERS = "(b) Segment's catalog"

/** The CPU time per event of each action as a multiple of (a), as SVG. It is as wide as a phone and can be scaled. */
export function plot(cases: CaseResults[]): Promise<string> {
  return svgOf(specification(cases))
}

/** A bar for each action with its name above it, lines for (a) and the goal, and a mark for (c). */
export function specification(cases: CaseResults[]): TopLevelSpec {
  const values = cases.map(({ name, toMinimal, cpu, shares }) => ({
    name,
    whose: shares === undefined ? OTHERS : OWN,
    ratio: toMinimal.median,
    low: toMinimal.low,
    high: toMinimal.high,
    bare: cpu.bare / cpu.minimal
  }))
  const y = { field: 'name', type: 'nominal', sort: null, axis: null } as const
  const rule = (datum: number, dash: number[]) =>
    ({
      mark: { type: 'rule', color: '#777', strokeDash: dash, aria: false },
      encoding: { x: { datum, type: 'quantitative' } }
    } as const)
  return {
    background: 'white',
    // The widths of texts are unknown without a browser, so the room for them is given.
    autosize: 'none',
    padding: { left: 16, right: 16, top: 92, bottom: 48 },
    title: { text: 'CPU time per event, relative to (a)', anchor: 'start', fontSize: 15, offset: 30 },
    width: 400,
    height: { step: 38 },
    config: {
      font: 'sans-serif',
      view: { stroke: null },
      axis: { labelFontSize: 13, titleFontSize: 13, titleFontWeight: 'normal' }
    },
    data: { values },
    layer: [
      rule(1, []),
      rule(GOAL_RATIO, [4, 3]),
      {
        mark: { type: 'bar', height: 12, yOffset: 8 },
        encoding: {
          y,
          x: {
            field: 'ratio',
            type: 'quantitative',
            title: 'Line: (a). Dashes: the goal. Mark: (c), bare undici.',
            axis: { titleAnchor: 'start', tickCount: 5 }
          },
          color: {
            field: 'whose',
            type: 'nominal',
            scale: { domain: [OWN, OTHERS], range: ['#2563a8', '#b9b9b9'] },
            legend: { title: null, orient: 'top', labelFontSize: 13, labelLimit: 0, columnPadding: 60 }
          }
        }
      },
      {
        mark: { type: 'rule', yOffset: 8, color: '#222' },
        encoding: { y, x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } }
      },
      {
        mark: { type: 'tick', height: 16, thickness: 3, yOffset: 8, color: '#d9480f' },
        encoding: { y, x: { field: 'bare', type: 'quantitative' } }
      },
      {
        mark: { type: 'text', align: 'left', dy: -8, fontSize: 13, color: '#222' },
        encoding: { y, x: { datum: 0, type: 'quantitative' }, text: { field: 'name' } }
      }
    ]
  }
}
