import { createTestIntegration } from '@segment/actions-core'
import destination from '../index'

const valid = { merchantId: '123456', trackingKey: '0a1b2c3d4e5f' }

const testAuthentication = (settings: Record<string, string>) =>
  // Settings arrive unchecked; their type is what the framework makes of them.
  createTestIntegration(destination).testAuthentication(settings as unknown as typeof valid)

describe('The test of the settings', () => {
  // The network is off in tests: a call of Wishpond would be refused here.
  it.each([valid, { ...valid, merchantId: '7' }, { ...valid, trackingKey: 'ABCDEF012345' }])(
    'accepts %j without a call of Wishpond, which would make a lead or an event',
    async (settings) => {
      await expect(testAuthentication(settings)).resolves.toBeUndefined()
    }
  )

  it.each(['abc', '12 34', ' 123456', '123456\n', '12.5', '-1'])('refuses %j as a Merchant ID', async (merchantId) => {
    await expect(testAuthentication({ ...valid, merchantId })).rejects.toThrow(
      'Credentials are invalid:  Merchant ID must be a number, for example 696791. Copy it from the API Keys dialog in Wishpond.'
    )
  })

  it.each(['0a1b2c3d4e5', '0a1b2c3d4e5f6', '0a1b2c3d4e5g', ' 0a1b2c3d4e5f', 'not a key'])(
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
    [{ ...valid, merchantId: '' }, 'Merchant ID must be a number'],
    [{ ...valid, trackingKey: '' }, 'Tracking Key must be twelve characters']
  ])('refuses the empty setting in %j', async (settings, message) => {
    await expect(testAuthentication(settings)).rejects.toThrow(message)
  })
})
