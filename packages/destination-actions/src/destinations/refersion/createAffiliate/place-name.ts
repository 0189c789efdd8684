/** Words that don't help to identify a place. */
const IGNORED = ['the', 'of', 'and']

/** Abbreviations and other forms of words in place names. */
const SAME_WORD = new Map([
  ['dem', 'democratic'],
  ['fed', 'federated'],
  ['is', 'islands'],
  ['isl', 'islands'],
  ['island', 'islands'],
  ['n', 'north'],
  ['northern', 'north'],
  ['rep', 'republic'],
  ['s', 'south'],
  ['sts', 'states'],
  ['w', 'west']
])

/**
 * A key that is the same for all spellings of a place name. Case, accents, punctuation, "the", "of", "and" and the
 * order of words make no difference: "Korea, Republic of", "Korea (the Republic of)" and "REPUBLIC OF KOREA" have one
 * key.
 *
 * @param name in Latin letters and digits; other characters are left out
 * @returns the key, which is empty if nothing is left of the name
 */
export function placeKey(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’ʼ`´]/g, '')
    .replace(/[^a-z\d]+/g, ' ')
    .trim()
    // "U. S. A." is USA.
    .replace(/\b([a-z]) (?=[a-z]\b)/g, '$1')
    .split(' ')
  // A single word may be a code, such as IS for Iceland.
  if (words.length === 1) return IGNORED.includes(words[0]) ? '' : words[0]
  const significant = words.map((word) => SAME_WORD.get(word) ?? word).filter((word) => !IGNORED.includes(word))
  return [...new Set(significant)].sort().join(' ')
}
