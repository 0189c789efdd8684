import { randomInt } from 'crypto'

/** Refersion requires one of each, and 9 to 72 characters. */
const CHARACTER_CLASSES = ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz', '0123456789', '!#$%&*+-=?@_']
const ALL_CHARACTERS = CHARACTER_CLASSES.join('')
const LENGTH = 24

/** Refersion allows no character more than three times in a row. It doesn't say whether `a` and `A` are the same. */
const RUN_OF_FOUR = /(.)\1{3}/i

/**
 * Makes a strong random password that meets Refersion's rule.
 *
 * @param random returns a whole number from 0 up to, but not including, its argument; every number must be equally
 * likely
 */
export function generatePassword(random: (below: number) => number = randomInt): string {
  const pick = (characters: string) => characters[random(characters.length)]
  for (;;) {
    const characters = CHARACTER_CLASSES.map(pick)
    while (characters.length < LENGTH) characters.push(pick(ALL_CHARACTERS))
    const password = shuffle(characters, random).join('')
    if (!RUN_OF_FOUR.test(password)) return password
  }
}

/** The Fisher-Yates shuffle: every order is equally likely. */
function shuffle<T>(items: T[], random: (below: number) => number): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = random(last + 1)
    ;[items[last], items[other]] = [items[other], items[last]]
  }
  return items
}
