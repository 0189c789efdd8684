import { runInNewContext } from 'node:vm'
import { patternOf } from '../failure-pattern'

const same: [what: string, one: string, other: string][] = [
  ['numbers', 'Request 4711 was refused.', 'Request 815 was refused.'],
  ['numbers with a point or a comma', 'The total 1,000.50 is too large.', 'The total 7 is too large.'],
  ['negative numbers', 'The offset -5 is wrong.', 'The offset 12 is wrong.'],
  ['times', 'Locked until 2026-11-26T20:00:30.000Z.', 'Locked until 2025-01-01T00:00:00Z.'],
  ['quoted texts', 'The field "email" is missing in "a".', 'The field "phone number" is missing in "b".'],
  ['texts in single quotes', "Can't find 'ann'.", "Can't find 'bob and carl'."],
  ['texts in typographic quotes', 'No plan “Gold”.', 'No plan “Silver or less”.'],
  ['texts in backticks', 'No column `a`.', 'No column `b c`.'],
  ['e-mail addresses', 'ann@example.com is taken.', 'bob.b+shop@mail.example.org is taken.'],
  ['UUIDs', 'No person 0f8fad5b-d9cb-469f-a165-70867728950e.', 'No person deadbeef-cafe-4bad-beef-abcdefabcdef.'],
  ['ids', 'No order ord_1a2b3c.', 'No order ord_9z8y7x.'],
  ['ids with a prefix of letters', 'No SKU ABC-12.', 'No SKU XYZ-7.'],
  ['queries of URLs', 'GET https://acme.example/a?key=abc failed.', 'GET https://acme.example/a?other=xyz&b failed.'],
  ['ids in paths', 'GET /people/17/lists failed.', 'GET /people/42/lists failed.'],
  ['tokens', `The token ${'abcdefgh'.repeat(5)} is old.`, `The token ${'zyxwvuts'.repeat(6)} is old.`],
  ['numbers in JSON', '{"errors":["Row 5 is bad."]}', '{"errors":["Row 17 is bad."]}'],
  ['texts in JSON texts', '{"error":"No list \\"a\\"."}', '{"error":"No list \\"b c\\"."}']
]

const different: [what: string, one: string, other: string][] = [
  ['other words', 'The email is missing.', 'The phone is missing.'],
  ['words between apostrophes', "It isn't valid, so it won't work.", "It isn't ready, so it won't work."],
  ['other words in JSON', '{"errors":["No such list."]}', '{"errors":["No such person."]}'],
  ['other keys in JSON', '{"email":"is bad"}', '{"phone":"is bad"}'],
  ['other hosts', 'GET https://acme.example/a?x failed.', 'GET https://other.example/a?x failed.'],
  ['other paths', 'GET /v1/people failed.', 'GET /v1/lists failed.']
]

it.each(same)('has the same for %s', (_what, one, other) => {
  expect(patternOf(one)).toBe(patternOf(other))
  expect(patternOf(one)).toContain('…')
})

it.each(different)('has another one for %s', (_what, one, other) => {
  expect(patternOf(one)).not.toBe(patternOf(other))
})

it.each(['a', 'a-', '_', "'", '"', '@', '{"', '\\"', 'http://', '1', '1-', 'a1.', ' '])(
  'does not go on for ever with a long message of %j',
  (text) => {
    const work = () => patternOf(text.repeat(5_000))
    // It takes a moment. A pattern that tries all combinations would take years.
    runInNewContext('work()', { work }, { timeout: 30_000 })
  }
)
