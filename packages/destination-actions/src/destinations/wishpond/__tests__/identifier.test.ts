import { existsSync, readFileSync } from 'fs'
import { join } from 'path'
import { toIdentifier } from '../identifier'

describe('toIdentifier', () => {
  it.each([
    ['a text', 'user-1', 'user-1'],
    ['a number', 42, '42'],
    ['a negative number', -42, '-42'],
    ['a number with a fraction', 1.5, '1.5'],
    ['the number 1', 1, '1'],
    ['digits with zeros before them', '007', '007'],
    ['a UUID', '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000001'],
    ['a text with blanks around it', ' \t user-1 \n', 'user-1'],
    ['a text with no-break spaces around it', '\u00a0user-1\u00a0', 'user-1'],
    ['a text with a blank in it', 'jane kim', 'jane kim'],
    ['a placeholder in a longer text', 'anonymous-7', 'anonymous-7'],
    ['the text -10', '-10', '-10']
  ])('takes %s', (_what, value, identifier) => {
    expect(toIdentifier(value)).toBe(identifier)
  })

  const placeholders = ['-1', 'null', 'undefined', 'anonymous', 'true', 'false']
  it.each([
    ...placeholders,
    ...placeholders.map((text) => text.toUpperCase()),
    ...placeholders.map((text) => `${text[0].toUpperCase()}${text.slice(1)}`),
    ...placeholders.map((text) => ` ${text}\u00a0`),
    '',
    ' ',
    '\t\n',
    '\u00a0',
    '0',
    ' 0 ',
    '000',
    '-',
    '--',
    '-0',
    '0-0',
    '00000000-0000-0000-0000-000000000000'
  ])('does not take the text %j', (value) => {
    expect(toIdentifier(value)).toBeUndefined()
  })

  it.each([0, -0, -1, NaN, Infinity, -Infinity, true, false, null, undefined, [], ['user-1'], {}, { id: 'user-1' }])(
    'does not take %p',
    (value) => {
      expect(toIdentifier(value)).toBeUndefined()
    }
  )
})

describe('identifier.ts', () => {
  const destinations = join(__dirname, '../..')
  const browserDestinations = join(destinations, '../../../browser-destinations/destinations')
  // Each destination is released by itself: some of the folders may be missing elsewhere.
  const copies = [
    join(destinations, 'refersion/identifier.ts'),
    join(destinations, 'wigzo/identifier.ts'),
    join(browserDestinations, 'wishpond-web/src/identifier.ts')
  ].filter(existsSync)
  const text = readFileSync(join(__dirname, '../identifier.ts'), 'utf8')

  it('is the same file in each destination that has it', () => {
    expect(copies.filter((copy) => readFileSync(copy, 'utf8') !== text)).toEqual([])
  })
})
