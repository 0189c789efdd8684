import { useEffect, useEffectEvent, useRef, useState } from 'react'
import UPlot from 'uplot'

/** A line of a plot. */
export interface Line {
  label: string
  /** The name of a colour of the theme, such as `--good`. */
  colour: string
  /** One for each time; null where nothing is known. */
  values: (number | null)[]
  /** Fill what is under it. */
  isFilled?: boolean
}

interface PlotProps {
  /** What it shows, for those who can't see it. */
  label: string
  /** Seconds since 1970. */
  times: number[]
  lines: Line[]
  /** How a value is written. */
  format: (value: number) => string
}

const height = 150

/** The pointer stands at the same time in all plots. */
const together = UPlot.sync('deliveries')

/** A plot over time. Its legend shows the values where the pointer is. */
export function Plot({ label, times, lines, format }: PlotProps) {
  const parent = useRef<HTMLDivElement>(null)
  const plot = useRef<UPlot>(undefined)
  const isDark = useIsDark()
  const now = useEffectEvent(() => ({ data: dataOf(times, lines), lines, format }))

  // A plot has its colours for good, so another scheme is another plot.
  useEffect(() => {
    const element = parent.current
    if (!element) return
    const { data, lines: drawn, format: write } = now()
    const made = new UPlot(optionsOf(element, drawn, write), data, element)
    plot.current = made
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.destroy()
      plot.current = undefined
    }
  }, [isDark])

  useEffect(() => plot.current?.setData(dataOf(times, lines)), [times, lines])

  return <div ref={parent} className="plot" role="img" aria-label={label} />
}

function dataOf(times: number[], lines: Line[]): UPlot.AlignedData {
  return [times, ...lines.map(({ values }) => values)]
}

function optionsOf(element: HTMLElement, lines: Line[], format: (value: number) => string): UPlot.Options {
  const [soft, grid] = [colourIn(element, '--soft'), colourIn(element, '--line')]
  const colours = lines.map(({ colour }) => colourIn(element, colour))
  const axis = {
    stroke: soft,
    grid: { stroke: grid, width: 1 },
    ticks: { show: false },
    font: `11px ${getComputedStyle(element).fontFamily}`
  }
  return {
    width: element.clientWidth,
    height,
    cursor: { sync: { key: together.key }, drag: { x: false, y: false }, points: { size: 6 } },
    legend: { markers: { width: 0, fill: (_plot, index) => colours[index - 1] } },
    scales: { y: { range: (_plot, _least, most) => [0, Math.max(most ?? 0, 1) * 1.1] } },
    axes: [
      { ...axis, size: 24, values: (_plot, marks) => marks.map(clock), space: 60 },
      { ...axis, size: 54, values: (_plot, marks) => marks.map(format), space: 28 }
    ],
    series: [
      { value: (_plot, time) => (time === null ? '' : clock(time)) },
      ...lines.map((line, index) => seriesOf(line, colours[index], format))
    ]
  }
}

function seriesOf({ label, isFilled }: Line, stroke: string, format: (value: number) => string): UPlot.Series {
  return {
    label,
    stroke,
    width: 1.5,
    spanGaps: true,
    points: { show: false },
    value: (_plot, value) => (value === null ? '–' : format(value)),
    ...(isFilled && { fill: stroke.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.16)') })
  }
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** A colour of the theme as a canvas takes it. */
function colourIn(element: HTMLElement, name: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${name})`
  element.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}

function useIsDark(): boolean {
  const [isDark, setIsDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches)
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)')
    const look = () => setIsDark(query.matches)
    query.addEventListener('change', look)
    return () => query.removeEventListener('change', look)
  }, [])
  return isDark
}
