import { createTestEvent, createTestIntegration, defaultValues } from '@segment/actions-core'
import nock from 'nock'
import { checkKeys, readKeys } from '../authentication'
import destination from '../index'

const valid = { merchantId: '123456', trackingKey: '0a1b2c3d4e5f' }

const testAuthentication = (settings: Record<string, string>) =>
  // Settings arrive unchecked; their type is what the framework makes of them.
  createTestIntegration(destination).testAuthentication(settings as unknown as typeof valid)

describe('The test of the settings', () => {
  // The network is off in tests: a call of Wishpond would be refused here.
  it.each([
    valid,
    { ...valid, merchantId: '7' },
    { ...valid, trackingKey: 'ABCDEF012345' },
    { merchantId: ' 123456\n', trackingKey: '\u00a00a1b2c3d4e5f\t' }
  ])('accepts %j without a call of Wishpond, which would make a lead or an event', async (settings) => {
    await expect(testAuthentication(settings)).resolves.toBeUndefined()
  })

  it.each(['abc', '12 34', '12.5', '-1'])('refuses %j as a Merchant ID', async (merchantId) => {
    await expect(testAuthentication({ ...valid, merchantId })).rejects.toThrow(
      'Credentials are invalid:  Merchant ID must be a number, for example 696791. Copy it from the API Keys dialog in Wishpond.'
    )
  })

  it.each(['0a1b2c3d4e5', '0a1b2c3d4e5f6', '0a1b2c3d4e5g', '0a1b2c 3d4e5f', 'not a key'])(
    'refuses %j as a Tracking Key, without showing it',
    async (trackingKey) => {
      await expect(testAuthentication({ ...valid, trackingKey })).rejects.toThrow(
        /^Credentials are invalid: {2}Tracking Key must be twelve characters, each 0-9 or a-f\. Copy it from the API Keys dialog in Wishpond\.$/
      )
    }
  )

  it('asks for a missing setting by its name', async () => {
    await expect(testAuthentication({ merchantId: '123456' })).rejects.toThrow(/trackingKey/)
    await expect(testAuthentication({ trackingKey: '0a1b2c3d4e5f' })).rejects.toThrow(/merchantId/)
  })

  it.each([
    [{ ...valid, merchantId: '' }, 'Merchant ID must be a text, but it is empty.'],
    [{ ...valid, merchantId: ' ' }, 'Merchant ID must be a text, but it is empty.'],
    [{ ...valid, trackingKey: '' }, 'Tracking Key must be a text, but it is empty.'],
    [{ ...valid, trackingKey: '\u00a0\n' }, 'Tracking Key must be a text, but it is empty.']
  ])('refuses the empty setting in %j', async (settings, message) => {
    await expect(testAuthentication(settings)).rejects.toThrow(message)
  })
})

// The framework compares settings with their types, but upstream's local server hands them on as they are.
describe('Settings that are empty or of other types than the definition says', () => {
  const otherTypes: [what: string, settings: Record<string, unknown>, message: string][] = [
    ['a number', { merchantId: 123456 }, 'Merchant ID must be a text, but it is of type number.'],
    ['null', { merchantId: null }, 'Merchant ID must be a text, but it is missing.'],
    ['nothing', { merchantId: undefined }, 'Merchant ID must be a text, but it is missing.'],
    ['a number', { trackingKey: 123456789012 }, 'Tracking Key must be a text, but it is of type number.'],
    ['an object', { trackingKey: {} }, 'Tracking Key must be a text, but it is of type object.'],
    ['a list', { trackingKey: ['0a1b2c3d4e5f'] }, 'Tracking Key must be a text, but it is of type object.'],
    ['a boolean', { trackingKey: true }, 'Tracking Key must be a text, but it is of type boolean.'],
    ['an empty text', { merchantId: '' }, 'Merchant ID must be a text, but it is empty.'],
    ['blanks', { trackingKey: ' \u00a0' }, 'Tracking Key must be a text, but it is empty.']
  ]

  describe.each([
    ['when they are tested', checkKeys as (settings: object) => unknown],
    ['when an event is sent', readKeys as (settings: object) => unknown]
  ])('%s', (_when, check) => {
    it.each(otherTypes)('are refused: %s in %j', (_what, settings, message) => {
      const refusal = {
        name: 'InvalidAuthenticationError',
        status: 401,
        message: `${message} Copy it from the API Keys dialog in Wishpond.`
      }

      expect(() => check({ ...valid, ...settings })).toThrow(expect.objectContaining(refusal))
    })
  })

  describe.each([
    ['identifyLead', { type: 'identify' }],
    ['trackEvent', { type: 'track', event: 'Signed Up' }]
  ] as const)('%s', (action, event) => {
    it.each([
      { ...valid, merchantId: 123456 },
      { ...valid, merchantId: '' },
      { ...valid, trackingKey: ' \n' },
      {},
      null,
      undefined
    ])('refuses the event before any request: %j', async (settings) => {
      const integration = createTestIntegration(destination)
      // `testAction` would make `{}` of missing settings.
      const sent = integration.actions[action].execute({
        data: createTestEvent(event) as never,
        mapping: defaultValues(destination.actions[action].fields),
        settings: settings as never,
        auth: undefined
      })

      await expect(sent).rejects.toMatchObject({ name: 'InvalidAuthenticationError', status: 401 })
      expect(integration.responses).toEqual([])
    })
  })
  it('takes blanks around the keys away before it sends them', async () => {
    nock('https://api.wishpond.com').post('/api/v1/tracking/identify').reply(200)
    const [{ request }] = await createTestIntegration(destination).testAction('identifyLead', {
      event: createTestEvent({ type: 'identify' }),
      settings: { merchantId: '\u00a0123456 ', trackingKey: ' 0a1b2c3d4e5f\n' },
      useDefaultMappings: true
    })

    expect(await request.json()).toMatchObject({ merchantId: '123456', writeKey: '0a1b2c3d4e5f' })
  })
})
