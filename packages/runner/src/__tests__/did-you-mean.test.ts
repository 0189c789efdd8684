import { closeWord, didYouMean } from '../did-you-mean'

describe('closeWord', () => {
  it.each([
    ['a missing letter', 'sed', 'send'],
    ['a letter too many', 'emaill', 'email'],
    ['swapped letters', 'emial', 'email'],
    ['capitals', 'Send', 'send'],
    ['capitals in the known word', 'firstname', 'firstName']
  ])('finds the word that is meant, with %s', (_what, mistyped, meant) => {
    expect(closeWord(mistyped, ['validate', 'send', 'email', 'firstName'])).toBe(meant)
  })

  it.each([
    ['three wrong letters', 'vlidte12', ['validate']],
    ['half of the letters wrong', '-v', ['init', 'id']],
    ['no known word', 'send', []]
  ])('finds nothing with %s', (_what, mistyped, known) => {
    expect(closeWord(mistyped, known)).toBeUndefined()
  })
})

describe('didYouMean', () => {
  it('asks for the close word', () => {
    expect(didYouMean('emial', ['name', 'email'])).toBe(' Did you mean "email"?')
  })

  it('says nothing if no word is close', () => {
    expect(didYouMean('emial', ['name'])).toBe('')
  })
})
