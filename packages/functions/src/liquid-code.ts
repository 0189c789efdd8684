import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { transform } from 'esbuild'
import type { Subscription } from '@partner-destinations/runner'
import { frameworkFile } from './framework'
import { FunctionError } from './function-error'

/** Where the package lists its tags and filters, and what it exports. */
const lists = {
  tags: /^const tags = \{([^}]*)\};$/m,
  filters: /^const filters = (.*);$/m,
  exports: /^export \{[^}]*\};$/m
}

/** A tag whose content has tags of its own, without the usual brackets. */
const wholeLanguage = 'liquid'

/** Filters that need Node's own modules: the package's code for browsers has others, with other results. */
const filtersOfNode = [
  'base64_decode',
  'base64_encode',
  'base64_url_safe_decode',
  'base64_url_safe_encode',
  'hmac_sha256',
  'sha256'
]

/**
 * The code of liquidjs, as the variable `liquid`; empty if no mapping uses it. Liquid is larger than most destinations, so it only comes along if one
 * does, and without tags and filters that no mapping has.
 * @throws FunctionError if a mapping has a filter that a function can't have
 */
export async function liquidCode(subscriptions: Subscription[]): Promise<string> {
  const templates = templatesIn(subscriptions.map(({ mapping }) => mapping)).join('\n')
  if (templates === '') return ''
  const filters = namesIn(templates, /\|\s*(\w+)/g)
  const refused = filters.find((filter) => filtersOfNode.includes(filter))
  if (refused !== undefined)
    throw new FunctionError(`A function can't have the Liquid filter ${refused}, which a mapping uses.`)
  const main = createRequire(frameworkFile()).resolve('liquidjs')
  const source = fs.readFileSync(path.join(path.dirname(main), 'liquid.browser.mjs'), 'utf8')
  // Minified, as packages often are: it would be a quarter of the file, and nobody looks for a fault there.
  const { code } = await transform(needed(source, namesIn(templates, /\{%-?\s*(\w+)/g), filters), {
    minify: true,
    format: 'iife',
    globalName: 'liquid',
    treeShaking: true
  })
  return `// ===== Packages =====\n// liquidjs, minified\n${code}`
}

/** The package without what no template uses. */
function needed(source: string, tags: string[], filters: string[]): string {
  if (tags.includes(wholeLanguage) || !Object.values(lists).every((list) => list.test(source))) return source
  return source
    .replace(lists.tags, (_, entries: string) => `const tags = {${entriesNamed(entries, tags)}};`)
    .replace(lists.filters, (all) => (filters.length === 0 ? 'const filters = {};' : all))
    .replace(lists.exports, 'export { Liquid };')
}

/** Those of the entries `name: value` that have one of some names. */
function entriesNamed(entries: string, names: string[]): string {
  return entries
    .split(',')
    .filter((entry) => names.includes(/\w+/.exec(entry)?.[0] ?? ''))
    .join(',')
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name]) => name)
}

/** The Liquid templates of mappings, at any depth. */
function templatesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    key === '@liquid' && typeof inner === 'string' ? [inner] : templatesIn(inner)
  )
}
