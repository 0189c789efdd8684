import { runInNewContext } from 'vm'
import { isSameEmail, toEmail } from '../email'

it.each([
  'jane@example.com',
  'jane.kim+sales@mail.example.co.uk',
  "o'neil_1%x@example.com",
  'jane..kim@docomo.example',
  'jane@xn--bcher-kva.example',
  'jané@bücher.example'
])('%s is an email address', (email) => {
  expect(toEmail(email)).toBe(email)
})

it.each([
  '',
  ' ',
  'jane',
  '@example.com',
  'jane@',
  'jane@example',
  'jane@.com',
  'jane@example.',
  'jane@example..com',
  'jane@@example.com',
  'jane kim@example.com',
  'jane@exam ple.com',
  'Jane <jane@example.com>',
  '<jane@example.com>',
  'mailto:jane@example.com',
  'jane@example.com,joe@example.com',
  'jane@example.com;joe@example.com',
  '"jane"@example.com',
  'jane(work)@example.com',
  'jane@[192.0.2.1]',
  `jane@${'e'.repeat(246)}.com`,
  42,
  true,
  null,
  undefined,
  ['jane@example.com'],
  { email: 'jane@example.com' }
])('%j is none', (value) => {
  expect(toEmail(value)).toBeUndefined()
})

it('an email address loses the blanks around it, and may have 254 characters besides', () => {
  const email = `jane@${'e'.repeat(245)}.com`
  expect(toEmail(`\u00a0 ${email}\r\n\t`)).toBe(email)
})

it.each(['a', 'a@', 'a.', '@', '.', ' '])('a text of a megabyte is read at once: %j', (part) => {
  const read = () => toEmail(`a@${part.repeat(1_000_000 / part.length)}@`)
  // It takes a moment. A pattern that looks at all pairs of characters would take hours.
  expect(runInNewContext('read()', { read }, { timeout: 30_000 })).toBeUndefined()
})

it.each([
  ['jane@example.com', 'Jane@Example.COM', true],
  ['jane@example.com', ' jane@example.com\u00a0', true],
  ['jane@example.com', 'jane@example.com.au', false],
  ['jane@example.com', 'ajane@example.com', false]
])('%j and %j are the same: %s', (one, other, same) => {
  expect(isSameEmail(one, other)).toBe(same)
})
