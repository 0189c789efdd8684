import { generatePassword } from '../password'

const passwords = Array.from({ length: 500 }, () => generatePassword())

it.each([
  ['24 characters, of the 9 to 72 that Refersion takes', /^.{24}$/],
  ['an upper-case letter', /[A-Z]/],
  ['a lower-case letter', /[a-z]/],
  ['a digit', /[0-9]/],
  ['a special character', /[!#$%&*+=?@_-]/],
  ['no other characters', /^[A-Za-z0-9!#$%&*+=?@_-]*$/],
  ['no character more than three times in a row', /^(?!.*(.)\1{3})/i]
])('a generated password has %s', (_what, rule) => {
  for (const password of passwords) expect(password).toMatch(rule)
})

it('a generated password is never the one of somebody else', () => {
  expect(new Set(passwords).size).toBe(passwords.length)
})

it('a generated password has its kinds of characters at no fixed place', () => {
  const kindsInFirstPlace = [/^[A-Z]/, /^[a-z]/, /^[0-9]/, /^[^A-Za-z0-9]/].filter((kind) =>
    passwords.some((password) => kind.test(password))
  )
  expect(kindsInFirstPlace).toHaveLength(4)
})

/** A random source that yields these numbers, and then zeros with which nothing changes places. */
function yielding(...numbers: number[]) {
  return (below: number) => numbers.shift() ?? below - 1
}

it.each([
  ['four times the same character', [0, 0, 0, 0, ...Array<number>(20).fill(25)]],
  ['a character in both cases', [0, 0, 0, 0, ...Array.from({ length: 20 }, (_none, index) => (index % 2 ? 51 : 25))]]
])('a password that would have %s is made once more', (_what, numbers) => {
  const right = [0, 0, 0, 0, ...Array.from({ length: 20 }, (_none, index) => index)]
  // Of each draw, 24 numbers pick a character, and 23 shuffle.
  const noShuffle = Array.from({ length: 23 }, (_none, index) => 23 - index)
  const random = yielding(...numbers, ...noShuffle, ...right, ...noShuffle)
  expect(generatePassword(random)).toBe('Aa0!ABCDEFGHIJKLMNOPQRST')
})
