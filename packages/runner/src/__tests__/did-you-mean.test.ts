import { closeWord, didYouMean, noSuch, noSuchAction } from '../did-you-mean'

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
    ['more than half of the letters wrong', '-v', ['init', 'id']],
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

describe('noSuch', () => {
  it.each([
    ['Acme', ['acme', 'shop'], 'There is no destination "Acme"; there are: acme, shop. Did you mean "acme"?'],
    ['other', ['acme', 'shop'], 'There is no destination "other"; there are: acme, shop.'],
    ['acme', [], 'There is no destination "acme"; there are none.']
  ])('says of %j what there is', (name, known, words) => {
    expect(noSuch('destination', name, known)).toBe(words)
  })
})

describe('noSuchAction', () => {
  const start = 'there are: send, remove. "event" sends the event to each preset that takes it.'

  it.each([
    ['sned', false, `There is no action "sned" of acme; ${start} Did you mean "send"?`],
    ['evnt', false, `There is no action "evnt" of acme; ${start} Did you mean "event"?`],
    ['other', true, `There is no action "other" of acme; ${start} "delete" deletes a user.`],
    ['delete', false, `There is no action "delete" of acme; ${start}`]
  ])('says of %j what can be called', (name, canDelete, words) => {
    expect(noSuchAction(name, 'acme', ['send', 'remove'], canDelete)).toBe(words)
  })
})
