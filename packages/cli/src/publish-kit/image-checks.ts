import { DOMParser, onWarningStopParsing, ParseError } from '@xmldom/xmldom'
import type { Element } from '@xmldom/xmldom'

/**
 * Checks a logo or a mark by the rules of Segment's catalog: both are SVG, and the mark is square. It also checks that
 * the image contains nothing that runs or is loaded from elsewhere, and no bitmap image, which would not scale.
 * Only a person can see whether a logo shows the company's name and a mark doesn't.
 * @returns one line for each finding; none if everything is fine
 */
export function checkImage(kind: 'logo' | 'mark', svg: string): string[] {
  const root = parseSvg(svg)
  if (typeof root === 'string') return [root]
  const size = sizeOf(root)
  const findings = checkContent(root)
  if (size === undefined) return [...findings, 'It must have a size: a viewBox, or a width and a height.']
  if (kind === 'mark' && size.width !== size.height) {
    findings.push(`A mark must be square, and this one is ${size.width} wide and ${size.height} high.`)
  }
  if (kind === 'logo' && size.width <= size.height) {
    findings.push(`A logo should be wider than high, and this one is ${size.width} wide and ${size.height} high.`)
  }
  return findings
}

function parseSvg(svg: string): Element | string {
  try {
    const root = new DOMParser({ onError: onWarningStopParsing }).parseFromString(svg, 'text/xml').documentElement
    const isSvg = root?.localName === 'svg' && root.namespaceURI === 'http://www.w3.org/2000/svg'
    return isSvg ? root : 'It is not SVG: its root must be <svg xmlns="http://www.w3.org/2000/svg">.'
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    return `It is not SVG: ${error.message.split('\n')[0]}.`
  }
}

/** Width and height as they are drawn: those of the viewBox if there is one. */
function sizeOf(root: Element): { width: number; height: number } | undefined {
  const viewBox = root
    .getAttribute('viewBox')
    ?.trim()
    .split(/[\s,]+/)
    .map(Number)
  const [width, height] = viewBox?.slice(2) ?? ['width', 'height'].map((name) => pixels(root.getAttribute(name)))
  return width > 0 && height > 0 ? { width, height } : undefined
}

function pixels(length: string | null): number {
  return Number((length ?? '').replace(/px$/, ''))
}

function checkContent(root: Element): string[] {
  const findings: string[] = []
  for (const element of [root, ...Array.from(root.getElementsByTagName('*'))]) {
    const name = element.localName ?? ''
    if (['script', 'foreignObject', 'image'].includes(name)) findings.push(`It must not contain <${name}>.`)
    for (const attribute of Array.from(element.attributes)) {
      if (attribute.localName === 'href' && !attribute.value.startsWith('#')) {
        findings.push(`It must not refer to ${attribute.value.slice(0, 60)}.`)
      }
      if (/url\(\s*['"]?(?!#)/.test(attribute.value))
        findings.push(`It must not refer to ${attribute.value.slice(0, 60)}.`)
      if (attribute.name.startsWith('on')) findings.push(`It must not have ${attribute.name}.`)
    }
  }
  return findings
}
