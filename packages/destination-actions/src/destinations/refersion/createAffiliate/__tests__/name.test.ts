import { nameOf, splitName } from '../name'

describe('splitting a name', () => {
  it.each([
    ['Peter Gibbons', 'Peter', 'Gibbons'],
    ['Mary Ann Evans', 'Mary', 'Ann Evans'],
    ['  Peter \t Gibbons ', 'Peter', 'Gibbons'],
    ['Cher', 'Cher', undefined],
    ['', undefined, undefined],
    ['   ', undefined, undefined]
  ])('%j', (name, first_name, last_name) => {
    expect(splitName(name)).toEqual({ first_name, last_name })
  })
})

describe('the name of an affiliate', () => {
  it.each([
    ['first and last name, not the name', { first_name: 'Pete', last_name: 'G.', name: 'Peter Gibbons' }, 'Pete', 'G.'],
    [
      'the last name of the name, beside a first name',
      { first_name: 'Pete', name: 'Peter Gibbons' },
      'Pete',
      'Gibbons'
    ],
    ['the first name of the name, beside a last name', { last_name: 'G.', name: 'Peter Gibbons' }, 'Peter', 'G.'],
    ['the name alone', { name: 'Peter Gibbons' }, 'Peter', 'Gibbons'],
    ['a first name alone', { first_name: ' Cher ' }, 'Cher', undefined],
    ['a last name alone', { last_name: 'Gibbons' }, undefined, 'Gibbons'],
    [
      'the name instead of booleans',
      { first_name: 'true', last_name: 'false', name: 'Peter Gibbons' },
      'Peter',
      'Gibbons'
    ],
    ['a name that means what a boolean is called', { first_name: 'True', last_name: 'False' }, 'True', 'False'],
    ['nothing of a boolean', { name: 'true' }, undefined, undefined],
    ['nothing of a missing value', { name: 'undefined', last_name: 'null' }, undefined, undefined],
    ['the name instead of blanks', { first_name: ' ', last_name: ' ', name: 'Peter Gibbons' }, 'Peter', 'Gibbons'],
    ['nothing', {}, undefined, undefined]
  ])('is %s', (_what, given, first_name, last_name) => {
    expect(nameOf(given)).toEqual({ first_name, last_name })
  })
})
