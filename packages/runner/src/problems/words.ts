/** The longest text that is shown unchanged. Half of a longer one could be half a secret, which nothing would mask. */
const longestShown = 60

/** A text in quotation marks, for a sentence. */
export function quote(text: string): string {
  return `"${text}"`
}

/** "a", "a or b", "a, b or c". */
export function inWords(texts: string[], last: 'and' | 'or'): string {
  if (texts.length < 2) return texts.join('')
  return `${texts.slice(0, -1).join(', ')} ${last} ${texts[texts.length - 1]}`
}

/** A value in words for a sentence: `the text "abc"`, `the number 5`, `a list`. For a secret, only its kind. */
export function shownValue(value: unknown, isSecret: boolean): string {
  if (value === undefined || value === null || value === '') return 'empty'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  const text = JSON.stringify(value)
  const kind = typeof value === 'string' ? 'text' : 'number'
  if (typeof value === 'boolean') return isSecret ? 'true or false' : text
  if (isSecret) return `a ${kind}`
  const isLong = typeof value === 'string' && text.length > longestShown
  return isLong ? `a text of ${value.length} characters` : `the ${kind} ${text}`
}
