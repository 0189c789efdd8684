import type { Definition } from '../call'
import { Secrets } from '../secrets'

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

function masking(settings: Record<string, string>): Secrets {
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
})
