import type { Publication } from '../publication'
import { findToFillIn } from '@partner-destinations/vendors/to-fill-in'
import { catalogEntry, checkCatalogEntry } from './catalog-entry'
import { checklist } from './checklist'
import type { KitState } from './checklist'
import { documentationPage } from './documentation-page'
import { checkImage } from './image-checks'
import { mail } from './mail'
import { checkPage } from './page-checks'
import type { CatalogFacts } from '@partner-destinations/vendors/catalog-facts'

/** A logo and a mark that are already in the kit's folder; undefined if they aren't. */
export interface Images {
  logo: string | undefined
  mark: string | undefined
}

export interface Kit extends KitState {
  /** The text of each file, by its path in the kit's folder. */
  files: Record<string, string>
}

interface KitDetails {
  /** The registration id that Segment gave; undefined when it isn't known yet. */
  id?: string
  /** Where to write what is to be filled in, if that is not in the kit itself: file and line. */
  placeOfGap?: (what: string) => string | undefined
}

/**
 * Makes everything that Segment asks for to list a destination, and checks it.
 */
export function makeKit(
  publication: Publication,
  entry: CatalogFacts,
  images: Images,
  { id, placeOfGap = () => undefined }: KitDetails = {}
): Kit {
  const texts = {
    'mail.md': mail(publication, entry, id),
    'documentation-page.md': documentationPage(publication, entry, id),
    'catalog-entry.md': catalogEntry(publication, entry)
  }
  const logo = takeImage('logo', images.logo, publication.vendorName)
  const mark = takeImage('mark', images.mark, publication.vendorName)
  const findings = [
    ...checkCatalogEntry(entry),
    ...checkPage(texts['documentation-page.md']),
    ...logo.findings,
    ...mark.findings
  ]
  const missing = [
    ...gaps(texts).map(([what, files]) => `${placeOfGap(what) ?? `In ${files.join(' and ')}`}: ${what}.`),
    ...logo.missing,
    ...mark.missing
  ]
  const files = {
    'README.md': checklist(publication, entry, { findings, missing }),
    ...texts,
    'logo.svg': logo.svg,
    'mark.svg': mark.svg
  }
  return { files, findings, missing }
}

/** What is to be filled in, each with the files of the kit that it is in. */
function gaps(texts: Record<string, string>): [what: string, files: string[]][] {
  const found = new Map<string, string[]>()
  for (const [name, text] of Object.entries(texts)) {
    for (const what of new Set(findToFillIn(text))) found.set(what, [...(found.get(what) ?? []), name])
  }
  return [...found]
}

function takeImage(kind: keyof Images, given: string | undefined, vendor: string): KitState & { svg: string } {
  const standIn = placeholder(kind, vendor)
  if (given === undefined || given === standIn) {
    return { svg: standIn, findings: [], missing: [`The ${kind} of ${vendor}, in ${kind}.svg.`] }
  }
  return { svg: given, findings: checkImage(kind, given).map((finding) => `${kind}.svg: ${finding}`), missing: [] }
}

/** The placeholder for a logo or a mark. The kit recognizes it by its text. */
function placeholder(kind: 'logo' | 'mark', vendor: string): string {
  const [width, height] = kind === 'logo' ? [300, 100] : [100, 100]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">`,
    `  <title>To be filled in: the ${kind} of ${vendor}</title>`,
    `  <rect x="1" y="1" width="${width - 2}" height="${height - 2}" fill="none" stroke="#999" stroke-dasharray="4" />`,
    `  <text x="${width / 2}" y="55" text-anchor="middle" font-family="sans-serif" font-size="16">${kind}</text>`,
    '</svg>',
    ''
  ].join('\n')
}
