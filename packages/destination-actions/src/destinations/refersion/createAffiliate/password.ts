import { randomInt } from 'crypto'

/** Refersion asks for one of each, and for 9 to 72 characters. */
const CHARACTER_CLASSES = ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz', '0123456789', '!#$%&*+-=?@_']
const ALL_CHARACTERS = CHARACTER_CLASSES.join('')
const LENGTH = 24

/** Makes a strong random password that meets Refersion's rule. */
export function generatePassword(): string {
  const characters = CHARACTER_CLASSES.map(pick)
  while (characters.length < LENGTH) characters.push(pick(ALL_CHARACTERS))
  return shuffle(characters).join('')
}

function pick(characters: string): string {
  return characters[randomInt(characters.length)]
}

/** Fisher and Yates: every order is equally likely. */
function shuffle<T>(items: T[]): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = randomInt(last + 1)
    ;[items[last], items[other]] = [items[other], items[last]]
  }
  return items
}
