/** Words that say nothing about which place is meant. */
const IGNORED = ['the', 'of', 'and']

/** Short and other forms of words in names of places. */
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
 * A key that is the same for all spellings of the name of a place. Case, accents, punctuation, "the", "of", "and" and
 * the order of words do not count: "Korea, Republic of", "Korea (the Republic of)" and "REPUBLIC OF KOREA" are one.
 *
 * @param name in Latin letters and digits; other characters are left out
 * @returns the key, which is empty when nothing is left of the name
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
  // A word alone may be a code, such as IS of Iceland.
  if (words.length === 1) return IGNORED.includes(words[0]) ? '' : words[0]
  const significant = words.map((word) => SAME_WORD.get(word) ?? word).filter((word) => !IGNORED.includes(word))
  return [...new Set(significant)].sort().join(' ')
}
