/** What stands in the place of a value. */
const value = '…'

/** Values, in the order in which they are taken out. A row may leave something for a later one. */
const values: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // The query and the fragment of a URL.
  [/(\bhttps?:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi, `$1?${value}`],
  // An e-mail address.
  [/[^\s@"'`<>()[\]{},;:=\\]+@[^\s@"'`<>()[\]{},;:=\\]+/g, value],
  // Numbers, times, ids: whatever has a digit in it.
  [/(?:(?<![\p{L}\d_])[-+])?(?:[\p{L}_]+-)*[\p{L}_]*\d[\p{L}\d_]*(?:[-.:,+][\p{L}\d_]+)*/gu, value],
  // Tokens.
  [/[\w-]{32,}/g, value]
]

/** Texts in quotes. An apostrophe is none: no letter or digit is before the first quote, nor after the second one. */
const quoted = [/"[^"]*"/g, /`[^`]*`/g, /“[^”]*”/g, /(?<![\p{L}\d])'[^']*'(?![\p{L}\d])/gu]

/** In JSON, a quote is only one within a text. */
const quotedInJson = [/\\"[^"\\]*\\"/g, /`[^`]*`/g, /“[^”]*”/g]

/**
 * The message of a failure without its values: what is left tells one reason from another. Messages that differ only in
 * numbers, ids, e-mail addresses, quoted texts or the queries of URLs have the same.
 */
export function patternOf(message: string): string {
  const quotes = /^\s*[[{]/.test(message) ? quotedInJson : quoted
  const unquoted = quotes.reduce((text, pattern) => text.replace(pattern, `"${value}"`), message)
  return values.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), unquoted)
}
