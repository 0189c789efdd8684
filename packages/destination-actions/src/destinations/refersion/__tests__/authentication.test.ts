import { createTestIntegration, InvalidAuthenticationError } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import nock from 'nock'
import { refersionAnswers, settings } from './__helpers__/refersion'
import { credentialHeaders } from '../api-key'
import destination from '../index'

const testAuthentication = (apiKey = settings.apiKey) =>
  createTestIntegration(destination).testAuthentication({ apiKey })

describe('the API key', () => {
  it.each([
    ['a dot between the halves', 'pub_1a2b.sec_3c4d', 'pub_1a2b', 'sec_3c4d'],
    ['further dots, which belong to the secret half', 'pub_1a2b.sec.3c.4d', 'pub_1a2b', 'sec.3c.4d'],
    ['blanks around it from copying', ' pub_1a2b.sec_3c4d\n', 'pub_1a2b', 'sec_3c4d']
  ])('is taken with %s', (_what, apiKey, publicKey, secretKey) => {
    expect(credentialHeaders(apiKey)).toEqual({
      'Refersion-Public-Key': publicKey,
      'Refersion-Secret-Key': secretKey
    })
  })

  const malformed: [string, unknown][] = [
    ['is missing', undefined],
    ['is null', null],
    ['is a number', 5],
    ['is a boolean', true],
    ['is a list', ['pub_1a2b', 'sec_3c4d']],
    ['is an object', { trim: 'pub_1a2b.sec_3c4d' }],
    ['is empty', ''],
    ['has no dot', 'pub_1a2bsec_3c4d'],
    ['has no public half', '.sec_3c4d'],
    ['has no secret half', 'pub_1a2b.'],
    ['has a blank in its public half', 'pub_ 1a2b.sec_3c4d'],
    ['has a blank in its secret half', 'pub_1a2b.sec_ 3c4d'],
    ['has a line break in it', 'pub_1a2b.sec_\n3c4d'],
    ['has letters that no header can hold', 'pub_1a2b.sec_3c4dé']
  ]

  it.each(malformed)('is refused when it %s, in words that do not show it', (_what, apiKey) => {
    const refusal = expect(() => credentialHeaders(apiKey))
    refusal.toThrow(InvalidAuthenticationError)
    refusal.toThrow('publickey.secretkey')
    refusal.not.toThrow(/1a2b|3c4d/)
  })

  it('is refused in the same words when there are no settings at all', () => {
    const extendRequest = destination.extendRequest as (data: unknown) => unknown
    expect(() => extendRequest({})).toThrow('publickey.secretkey')
    expect(() => extendRequest({ settings: null })).toThrow('publickey.secretkey')
  })

  it.each(malformed)('lets no request out when it %s', async (_what, apiKey) => {
    const requests = jest.fn()
    nock.emitter.on('no match', requests)
    const refersion = createTestIntegration(destination)
    const event: SegmentEvent = { type: 'identify', userId: 'jane@example.com', traits: { name: 'Jane Kim' } }
    const broken = { apiKey } as { apiKey: string }

    const mapping = { email: 'jane@example.com', name: 'Jane Kim' }
    await expect(refersion.testAction('createAffiliate', { event, mapping, settings: broken })).rejects.toBeInstanceOf(
      InvalidAuthenticationError
    )
    await expect(refersion.testAction('deleteAffiliate', { event, mapping, settings: broken })).rejects.toBeInstanceOf(
      InvalidAuthenticationError
    )
    await expect(refersion.onDelete?.(event, broken as unknown as JSONObject)).rejects.toThrow()
    await expect(refersion.testAuthentication(broken)).rejects.toThrow()

    expect(requests).not.toHaveBeenCalled()
    nock.emitter.removeAllListeners('no match')
  })
})

describe('the test of authentication', () => {
  it('asks for one affiliate', async () => {
    const received = refersionAnswers(['list', { total: 3, results: [{ id: '694c' }] }])
    await testAuthentication()
    expect(received).toEqual([['list', { limit: '1' }]])
  })

  it('fails in the words of Refersion when the keys are wrong', async () => {
    refersionAnswers(['list', { error: 'Invalid API credentials (error 2).' }, 401])
    await expect(testAuthentication()).rejects.toThrow(/401: Invalid API credentials \(error 2\)\.$/)
  })

  it.each([
    ['a field is refused', '', 204],
    ['the answer has an error in it', { error: 'Your account plan does not support this feature (error 1).' }, 200],
    ['the plan does not include it', { errors: ['Your account plan does not support this feature (error 1).'] }, 422]
  ])('fails when %s', async (_what, body, status) => {
    refersionAnswers(['list', body, status])
    await expect(testAuthentication()).rejects.toThrow(`affiliate/list with ${status}`)
  })

  it('fails when Refersion is out of order', async () => {
    refersionAnswers(['list', '<html>', 503])
    await expect(testAuthentication()).rejects.toThrow(/503/)
  })
})
