import { createTestIntegration } from '@segment/actions-core'
import destination from '../index'

// What OAuth would give.
const auth = { accessToken: '', refreshToken: '' }

// No interceptor is set up: a request would fail the tests.
describe('the test of the Organization Token', () => {
  it.each(['e2a4c6f81b3d4957', ' e2a4c6f81b3d4957', 'e2a4c6f81b3d4957\n'])(
    'accepts %j without asking Wigzo, which has no call for it',
    async (orgToken) => {
      await expect(createTestIntegration(destination).testAuthentication({ orgToken })).resolves.toBeUndefined()
    }
  )

  it.each(['', ' ', 'e2a4c6f8 1b3d4957', 'e2a4c6f8\n1b3d4957'])('refuses %j', async (orgToken) => {
    await expect(createTestIntegration(destination).testAuthentication({ orgToken })).rejects.toThrow(
      'The Organization Token must not be empty or contain white space'
    )
  })

  // Upstream's local server does not compare settings with their types. The framework does, and refuses some by itself.
  it.each([5, true, null, undefined, {}, ['e2a4c6f81b3d4957a0c2']])(
    'refuses %j, which is no text',
    async (orgToken) => {
      const settings = { orgToken: orgToken as string }
      const test = async () => destination.authentication?.testAuthentication?.(jest.fn(), { auth, settings })

      await expect(test).rejects.toThrow('The Organization Token must be a text. Copy it from the snippet')
    }
  )

  it('does not show the token that it refuses', async () => {
    await expect(
      createTestIntegration(destination).testAuthentication({ orgToken: 'e2a4c6f8 1b3d4957' })
    ).rejects.not.toThrow(/e2a4c6f8|1b3d4957/)
  })
})
