import { closest, distance } from 'fastest-levenshtein'

/** The most letters that are wrong in a mistyped word. Two that are swapped are two. */
const maxEdits = 2

/**
 * The word that somebody meant, if one of the known ones is close: it differs in two letters at most, and in less than
 * half of them. Capitals make no difference.
 */
export function closeWord(mistyped: string, known: string[]): string | undefined {
  if (known.length === 0) return undefined
  const lower = known.map((word) => word.toLowerCase())
  const nearest = closest(mistyped.toLowerCase(), lower)
  const edits = distance(mistyped.toLowerCase(), nearest)
  return edits <= maxEdits && edits < nearest.length / 2 ? known[lower.indexOf(nearest)] : undefined
}

/** A sentence for the end of an error, ` Did you mean "email"?`, if a known word is close to the one that was typed. */
export function didYouMean(mistyped: string, known: string[]): string {
  const word = closeWord(mistyped, known)
  return word === undefined ? '' : ` Did you mean ${JSON.stringify(word)}?`
}
