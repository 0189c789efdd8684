import { parse } from 'yaml'
import { isObject } from '@partner-destinations/server/json-input'
import { findToFillIn, isToFillIn } from '@partner-destinations/vendors/to-fill-in'
import { DOCS } from './documentation-page'

/** What the page must include: exactly the includes of Segment's template. */
const INCLUDES = ['content/plan-grid.md name="actions"', 'components/actions-fields.html']

/** The keys of the front matter: the template's, and those that Segment's writers add in their review. */
const KEYS = ['title', 'id', 'versions']

/** Sections of Segment's template. */
const SECTIONS = [/^Benefits of .* vs .* Classic$/, /^Getting started$/, /^Migration from the classic .* destination$/]

/**
 * Checks for what Segment's docs team would send back: front matter that can't be parsed or isn't the template's,
 * sections and includes that aren't in the template, links that break the style guide, words in the first person, and
 * pictures.
 * @returns one line for each finding; none if everything is fine
 */
export function checkPage(page: string): string[] {
  return [
    ...checkFrontMatter(page),
    ...checkSections(page),
    ...checkIncludes(page),
    ...checkLinks(page),
    ...checkWords(page)
  ]
}

/** Whether a text is a registration ID: Segment's are MongoDB ObjectIds. */
export function isRegistrationId(text: string): boolean {
  return /^[0-9a-f]{24}$/.test(text)
}

function checkFrontMatter(page: string): string[] {
  const [, text] = /^---\n([^]*?)^---$/m.exec(page) ?? []
  if (text === undefined) return ['The page has no front matter.']
  let values: unknown
  try {
    values = parse(text)
  } catch (error) {
    return [`The front matter is not YAML: ${(error as Error).message}`]
  }
  if (!isObject(values)) return ['The front matter must hold keys and values.']
  const { title, id } = values
  const endsWell = typeof title === 'string' && title.endsWith('(Actions) Destination')
  const hasId = typeof id === 'string' && (isToFillIn(id) || isRegistrationId(id))
  return [
    ...(endsWell ? [] : ['The title in the front matter must end with "(Actions) Destination".']),
    ...(hasId ? [] : ["The id in the front matter must be Segment's: 24 characters, each 0-9 or a-f."]),
    ...Object.keys(values)
      .filter((key) => !KEYS.includes(key))
      .map((key) => `The front matter must not have ${key}: Segment's template of 2024 doesn't.`)
  ]
}

function checkSections(page: string): string[] {
  const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)
  return [
    ...headings
      .filter((heading) => !SECTIONS.some((section) => section.test(heading)))
      .map((heading) => `The section "${heading}" is not in Segment's template: make it a sub-heading of another one.`),
    ...(headings.includes('Getting started') ? [] : ['The page must have the section "Getting started".'])
  ]
}

function checkIncludes(page: string): string[] {
  const found = [...page.matchAll(/{% include ([^%]*?) %}/g)].map(([, what]) => what)
  return [
    ...found
      .filter((what) => !INCLUDES.includes(what))
      .map((what) => `The page must not include ${what}: Segment's template doesn't.`),
    ...INCLUDES.filter((what) => !found.includes(what)).map((what) => `The page must include ${what}.`)
  ]
}

function checkLinks(page: string): string[] {
  return [...page.matchAll(/\[[^\]]*\]\(([^)]*)\)(\{:target="_blank"\})?/g)].flatMap(([, url, newTab]) => {
    const problem = problemOfLink(url, newTab !== undefined)
    return problem === undefined ? [] : [`The link ${url} ${problem}.`]
  })
}

function problemOfLink(url: string, newTab: boolean): string | undefined {
  if (findToFillIn(url).length > 0) return undefined
  if (url.startsWith(DOCS) || url.startsWith('#')) {
    return newTab ? 'stays in the docs, so it must not open a new tab' : undefined
  }
  if (/^(https?:\/\/(www\.)?(segment|twilio)\.com)?\/docs\//.test(url)) {
    return `leads into the docs, so it must begin with ${DOCS}`
  }
  if (url.startsWith('mailto:'))
    return isEmailAddress(url.slice('mailto:'.length)) ? undefined : 'is not an email address'
  if (!isHttps(url)) return `must begin with https://, or with ${DOCS} in the docs themselves`
  return newTab ? undefined : 'leaves the docs, so it must be followed by {:target="_blank"}'
}

function checkWords(page: string): string[] {
  const [, person] = /\b([Ww]e|[Oo]urs?|us)\b/.exec(page) ?? []
  return [
    ...(person === undefined
      ? []
      : [`The page must not say "${person}": readers don't know who wrote it, the vendor or Segment.`]),
    ...(page.includes('![') ? ['The page must have no pictures: Segment discourages them.'] : [])
  ]
}

/** Whether a text looks like an email address. */
export function isEmailAddress(text: string): boolean {
  return /^[^\s@*]+@[^\s@*]+\.[a-z]{2,}$/i.test(text)
}

/** Whether a text is a web address that begins with https. */
export function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:'
}
