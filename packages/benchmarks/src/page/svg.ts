import type { TopLevelSpec } from 'vega-lite'

/** A plot as SVG. */
export async function svgOf(specification: TopLevelSpec): Promise<string> {
  // These are ES modules that await at their top level: they cannot be loaded with `require`.
  const { parse, View } = await import('vega')
  const { compile } = await import('vega-lite')
  return new View(parse(compile(specification).spec), { renderer: 'none' }).toSVG()
}
