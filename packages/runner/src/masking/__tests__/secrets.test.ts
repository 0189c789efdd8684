import type { JSONObject } from '@segment/actions-core'
import type { Definition } from '../../call'
import { Secrets, secretSettings } from '../secrets'

const definition: Definition = {
  name: 'Probe',
  mode: 'cloud',
  actions: {},
  authentication: {
    scheme: 'custom',
    fields: {
      credential: { label: 'Credential', description: 'Typed as a password', type: 'password' },
      accountId: { label: 'Account', description: 'No secret', type: 'string' },
      apiToken: { label: 'Token', description: 'A secret by its name', type: 'string' },
      monkey: { label: 'Monkey', description: 'No secret, though it ends like one', type: 'string' }
    }
  }
}

function masking(settings: JSONObject): Secrets {
  const secrets = new Secrets()
  secrets.addSettings(definition, settings)
  return secrets
}

describe('Secrets', () => {
  it.each([
    ['by itself', 's3cret/value', '<masked>'],
    ['inside a text', 'token s3cret/value was refused', 'token <masked> was refused'],
    ['URL-encoded', 'https://example.com/?t=s3cret%2Fvalue', 'https://example.com/?t=<masked>'],
    ['in JSON that escapes its slashes', '{"t":"s3cret\\/value"}', '{"t":"<masked>"}'],
    ['more than once', 's3cret/value s3cret/value', '<masked> <masked>']
  ])('hides a secret %s', (_where, text, expected) => {
    expect(masking({ credential: 's3cret/value' }).mask(text)).toBe(expected)
  })

  it('hides a secret as it stands in JSON and in a form', () => {
    const secrets = masking({ credential: 'a "quoted" secret' })
    expect(secrets.mask('{"key":"a \\"quoted\\" secret"}')).toBe('{"key":"<masked>"}')
    expect(secrets.mask('key=a+%22quoted%22+secret')).toBe('key=<masked>')
  })

  it('hides the halves of a key, and the whole without leaving a trace of where they met', () => {
    const secrets = masking({ credential: 'pub_1234.sec_5678' })
    expect(secrets.mask(['pub_1234', 'sec_5678', 'pub_1234.sec_5678'])).toEqual(['<masked>', '<masked>', '<masked>'])
  })

  it.each<[string, string, string, string]>([
    ['parts that are too short', '1.abc', 'u1 abc', 'u1 abc'],
    ['the whole, however short its parts', '1.abc', 'token 1.abc refused', 'token <masked> refused'],
    ['the whole, however short it is', '1', 'u1', 'u<masked>'],
    ['a part that is one character too short', 'abcdefg.hijklmno', 'abcdefg hijklmno', 'abcdefg <masked>'],
    ['a part that is long with blanks only', '  abc     .hijklmno', '  abc     |', '  abc     |']
  ])('of a secret with a dot, decides by length: %s', (_what, credential, text, expected) => {
    expect(masking({ credential }).mask(text)).toBe(expected)
  })

  it.each(['', ' ', '\u00a0\n'])('hides nothing for a secret that is %j', (credential) => {
    expect(masking({ credential }).mask('not accepted, compare it')).toBe('not accepted, compare it')
  })

  it('hides secrets in keys, in nested values and as numbers', () => {
    const secrets = masking({ credential: '424242' })
    expect(secrets.mask({ a: [{ '424242': 424242 }], b: 'x', c: null, d: 7 })).toEqual({
      a: [{ '<masked>': '<masked>' }],
      b: 'x',
      c: null,
      d: 7
    })
  })

  it('takes a setting for a secret by its type, or by a word of its key', () => {
    const secrets = masking({ credential: 'one', apiToken: 'two', accountId: 'three', monkey: 'four' })
    expect(secrets.mask(['one', 'two', 'three', 'four'])).toEqual(['<masked>', '<masked>', 'three', 'four'])
  })

  it('hides passwords that stand in a payload or in the JSON text of a body', () => {
    const secrets = new Secrets()
    secrets.addPasswords([{ password: 'from-payload' }, '{"affiliate":{"password":"from-body"}}', 'password=no json'])
    expect(secrets.mask('from-payload from-body')).toBe('<masked> <masked>')
  })

  it('hides the tokens of auth', () => {
    const secrets = new Secrets()
    secrets.addSettings(definition, {}, { accessToken: 'access-1' })
    expect(secrets.mask('Bearer access-1')).toBe('Bearer <masked>')
  })

  it('leaves everything as it is when the secret is empty', () => {
    expect(masking({ credential: '' }).mask('text')).toBe('text')
  })

  const awkward = 's e/c"r\\e.t+|%25^é\'(x)'

  it.each([
    ['in a path', new URL(`https://example.com/a/${awkward.replace(/[?#\\]/g, encodeURIComponent)}/b`).href],
    ['in a query', new URL(`https://example.com/?a=${awkward}`).href],
    ['in a form', new URLSearchParams({ a: awkward }).toString()],
    ['encoded twice', encodeURIComponent(encodeURIComponent(awkward))],
    ['encoded in small letters', encodeURIComponent(awkward).replace(/%../g, (code) => code.toLowerCase())],
    ['in JSON', JSON.stringify({ a: awkward })],
    ['in JSON inside of JSON', JSON.stringify({ a: JSON.stringify({ a: JSON.stringify({ a: awkward }) }) })],
    ['in JSON of ASCII only', JSON.stringify({ a: awkward }).replace('é', '\\u00E9')],
    ['in a header of basic authentication', `Basic ${Buffer.from(`user:${awkward}`).toString('base64')}`]
  ])('hides all of a secret with characters that are encoded, %s', (_where, text) => {
    const result = masking({ credential: awkward }).mask(text)
    expect(result).toContain('<masked>')
    expect(result).not.toMatch(/s.+c.*r|t\+|%25|\^|x\)|é|%C3/i)
  })

  it('hides what a list or an object of settings holds', () => {
    const secrets = masking({ credential: ['one'], apiToken: { inner: 'two' } })
    expect(secrets.mask('one two')).toBe('<masked> <masked>')
  })

  it('hides a secret that is no whole text', () => {
    expect(masking({ credential: 'half \ud800 of a pair' }).mask('a half \ud800 of a pair')).toBe('a <masked>')
  })

  it('hides a secret of any length, and all of several that overlap', () => {
    const long = 'k'.repeat(200_000)
    expect(masking({ credential: long }).mask(`a ${long} b`)).toBe('a <masked> b')
    expect(masking({ credential: 'abc', apiToken: 'cde' }).mask('abcde')).toBe('<masked>')
  })

  it.each([
    ['backslashes before it', '\\\\\\\\s3cret', '<masked>'],
    ['percent signs before it', '%%25s3cret', '%%25<masked>'],
    ['digits around it that could be part of a code', '%41s3cret41', '%41<masked>41'],
    ['letters before it that could be part of a code', '\\u00e9s3cret', '\\u00e9<masked>'],
    ['what is no code', '%zz\\uzzzz s3cret \\', '%zz\\uzzzz <masked> \\'],
    ['other letters before it', 'é🔑s3cret', 'é🔑<masked>']
  ])('finds a secret with %s', (_what, text, expected) => {
    expect(masking({ credential: 's3cret' }).mask(text)).toBe(expected)
  })

  it('finds a secret that looks like the beginning of a code', () => {
    expect(masking({ credential: 'abc%' }).mask('abc%41 and abc%25')).toBe('<masked>41 and <masked>')
  })

  it('does not search for ever in text that is made to keep it searching', () => {
    const text = '\\'.repeat(300_000) + '%25'.repeat(100_000) + 'Basic '.repeat(20_000)
    expect(masking({ credential: '\\'.repeat(20) + 'x%%%%%%%%y' }).mask(text)).toBe(text)
  })

  it('hides every text where there are too many secrets to look for, until the oldest are forgotten', () => {
    const secrets = new Secrets()
    secrets.add(Array.from({ length: 3000 }, (_, index) => `secret-${index}-`))
    expect([secrets.areTooMany, secrets.mask('text'), secrets.mask('')]).toEqual([true, '<masked>', ''])
    secrets.forgetOldest()
    expect(secrets.mask(['secret-0-', 'secret-2999-', 'text'])).toEqual(['secret-0-', '<masked>', 'text'])
  })

  it('hides a short secret once, not again in what stands in its place', () => {
    expect(masking({ credential: 'm', apiToken: 'a' }).mask('ham')).toBe('h<masked><masked>')
  })
})

describe('secretSettings', () => {
  it.each([
    ['orgToken', 'string', true],
    ['writeKey', 'string', true],
    ['anything', 'password', true],
    ['merchantId', 'string', false],
    ['monkey', 'string', false]
  ] as const)('knows whether %s, a %s, is a secret', (key, type, expected) => {
    const fields = { [key]: { label: key, description: key, type } }
    const keys = secretSettings({ ...definition, authentication: { scheme: 'custom', fields } })
    expect(keys).toEqual(expected ? [key] : [])
  })

  it('has none for a destination without settings', () => {
    expect(secretSettings({ ...definition, authentication: undefined })).toEqual([])
  })
})
