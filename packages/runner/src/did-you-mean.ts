import { closest, distance } from 'fastest-levenshtein'

/** The most letters that are wrong in a mistyped word. Two that are swapped are two. */
const maxEdits = 2

/**
 * The word that somebody meant, if one of the known ones is close: it differs in two letters at most, and in
 * half of them at most. Capitals make no difference.
 */
export function closeWord(mistyped: string, known: string[]): string | undefined {
  if (known.length === 0) return undefined
  const lower = known.map((word) => word.toLowerCase())
  const nearest = closest(mistyped.toLowerCase(), lower)
  const edits = distance(mistyped.toLowerCase(), nearest)
  return edits <= maxEdits && edits <= nearest.length / 2 ? known[lower.indexOf(nearest)] : undefined
}

/** A sentence for the end of an error, ` Did you mean "email"?`, if a known word is close to the one that was typed. */
export function didYouMean(mistyped: string, known: string[]): string {
  const word = closeWord(mistyped, known)
  return word === undefined ? '' : ` Did you mean ${JSON.stringify(word)}?`
}

/**
 * Says that there is nothing of a name, what there is, and what was probably meant.
 * @param kind what to call it, such as `destination`
 * @param of what it would belong to, such as ` of acme`
 */
export function noSuch(kind: string, name: string, known: string[], of = ''): string {
  return whatThereIs(kind, name, known, of) + didYouMean(name, known)
}

/**
 * The same of an action that somebody wants to call. Two words that are no actions can be called in its place.
 * @param canDelete whether the destination deletes users
 */
export function noSuchAction(name: string, destination: string, actions: string[], canDelete: boolean): string {
  const others = {
    event: 'sends the event to each preset that takes it',
    ...(canDelete ? { delete: 'deletes a user' } : {})
  }
  const known = whatThereIs('action', name, actions, ` of ${destination}`)
  const also = Object.entries(others).map(([word, deed]) => ` "${word}" ${deed}.`)
  return known + also.join('') + didYouMean(name, [...actions, ...Object.keys(others)])
}

function whatThereIs(kind: string, name: string, known: string[], of: string): string {
  const others = known.length > 0 ? `there are: ${known.join(', ')}` : 'there are none'
  return `There is no ${kind} ${JSON.stringify(name)}${of}; ${others}.`
}
