import { generatePassword } from '../password'

const passwords = Array.from({ length: 500 }, generatePassword)

it.each([
  ['24 characters, of the 9 to 72 that Refersion takes', /^.{24}$/],
  ['an upper-case letter', /[A-Z]/],
  ['a lower-case letter', /[a-z]/],
  ['a digit', /[0-9]/],
  ['a special character', /[!#$%&*+=?@_-]/],
  ['no other characters', /^[A-Za-z0-9!#$%&*+=?@_-]*$/]
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
