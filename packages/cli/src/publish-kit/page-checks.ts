import { parse } from 'yaml'
import { isObject } from '../json-input'

/** What a page for segment-docs may include. */
const INCLUDES = ['content/plan-grid.md name="actions"', 'content/ajs-upgrade.md', 'components/actions-fields.html']

/**
 * Looks for what Segment's docs team would send back: front matter that does not parse or lacks something, includes
 * that do not exist, and links in another form than the style guide asks for.
 * @returns one line a finding; none when all is well
 */
export function checkPage(page: string): string[] {
  return [...checkFrontMatter(page), ...checkIncludes(page), ...checkLinks(page)]
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
  const { title } = values
  const endsWell = typeof title === 'string' && title.endsWith('(Actions) Destination')
  return [
    ...(endsWell ? [] : ['The title in the front matter must end with "(Actions) Destination".']),
    ...['hide-boilerplate', 'hide-dossier']
      .filter((key) => values[key] !== true)
      .map((key) => `The front matter must have ${key}: true, as Segment's template does.`)
  ]
}

function checkIncludes(page: string): string[] {
  const found = [...page.matchAll(/{% include ([^%]*?) %}/g)].map(([, what]) => what)
  return [
    ...found
      .filter((what) => !INCLUDES.includes(what))
      .map((what) => `Nothing in Segment's template includes ${what}.`),
    ...['content/plan-grid.md name="actions"', 'components/actions-fields.html']
      .filter((what) => !found.includes(what))
      .map((what) => `The page must include ${what}.`)
  ]
}

function checkLinks(page: string): string[] {
  return [...page.matchAll(/\[[^\]]*\]\(([^)]*)\)(\{:target="_blank"\})?/g)].flatMap(([, url, newTab]) => {
    const problem = problemOfLink(url, newTab !== undefined)
    return problem === undefined ? [] : [`The link ${url} ${problem}.`]
  })
}

function problemOfLink(url: string, newTab: boolean): string | undefined {
  if (url.startsWith('/docs/') || url.startsWith('#'))
    return newTab ? 'stays in the docs, so it must not open a new tab' : undefined
  if (url.startsWith('mailto:')) return isEmailAddress(url.slice('mailto:'.length)) ? undefined : 'is no email address'
  if (!isHttps(url)) return 'must begin with https://, or with /docs/ in the docs themselves'
  return newTab ? undefined : 'leaves the docs, so it must be followed by {:target="_blank"}'
}

/** Whether a text looks like an email address. */
export function isEmailAddress(text: string): boolean {
  return /^[^\s@*]+@[^\s@*]+\.[a-z]{2,}$/i.test(text)
}

/** Whether a text is a web address that begins with https. */
export function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:'
}
