import { APIError, createTestIntegration } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import { refersionAnswers, settings } from './__helpers__/refersion'
import destination from '../index'

function onDelete(event: Partial<SegmentEvent>) {
  return createTestIntegration(destination).onDelete?.({ type: 'delete', ...event }, settings)
}

const found = (email: string, status = 'ACTIVE') => ({ total: 1, results: [{ id: 'a3y7', status, email }] })

const NOBODY_LEFT = 'Affiliates disabled: 0. Refersion has no affiliate with this email address that is not disabled.'

describe('the deletion of a user', () => {
  it.each(['userId', 'anonymousId'])('disables the affiliate whose email is the %s', async (identifier) => {
    const received = refersionAnswers(
      ['search', found('Peter@Example.com')],
      ['get', { id: 37569297 }],
      ['status_change', { ids_changed: [37569297], ids_not_changed: [] }]
    )

    const result = await onDelete({ [identifier]: 'peter@example.com' })

    expect(received).toEqual([
      ['search', { keyword: 'peter@example.com', page: '1' }],
      ['get', { affiliate_code: 'a3y7' }],
      ['status_change', { ids: [37569297], status: 'DISABLED' }]
    ])
    expect(result).toEqual({ output: 'Affiliates disabled: 1' })
  })

  it.each([' peter@example.com', 'peter@example.com ', '\u00a0peter@example.com\u00a0', 'peter@example.com\r\n'])(
    'is carried out when there are blanks around the address: %j',
    async (userId) => {
      const received = refersionAnswers(
        ['search', found('peter@example.com')],
        ['get', { id: 37569297 }],
        ['status_change', { ids_changed: [37569297], ids_not_changed: [] }]
      )

      expect(await onDelete({ userId })).toEqual({ output: 'Affiliates disabled: 1' })
      expect(received[0]).toEqual(['search', { keyword: 'peter@example.com', page: '1' }])
    }
  )

  it('searches an address once that both identifiers are', async () => {
    const received = refersionAnswers(['search', found('peter@example.com', 'DISABLED')])
    await onDelete({ userId: 'peter@example.com ', anonymousId: 'peter@example.com' })
    expect(received).toHaveLength(1)
  })

  it('disables both affiliates when both identifiers are email addresses', async () => {
    const received = refersionAnswers(
      ['search', found('peter@example.com')],
      ['get', { id: 1 }],
      ['status_change', { ids_changed: [1] }],
      ['search', found('jane@example.com')],
      ['get', { id: 2 }],
      ['status_change', { ids_changed: [2] }]
    )

    await onDelete({ userId: 'peter@example.com', anonymousId: 'jane@example.com' })

    expect(received.filter(([call]) => call === 'status_change').map(([, body]) => body)).toEqual([
      { ids: [1], status: 'DISABLED' },
      { ids: [2], status: 'DISABLED' }
    ])
  })

  it('leaves a near match alone', async () => {
    const received = refersionAnswers(['search', found('speter@example.com.au')])
    await onDelete({ userId: 'peter@example.com' })
    expect(received).toHaveLength(1)
  })

  it('is a success when it was done before', async () => {
    const received = refersionAnswers(['search', found('peter@example.com', 'DISABLED')])
    expect(await onDelete({ userId: 'peter@example.com' })).toEqual({ output: NOBODY_LEFT })
    expect(received).toHaveLength(1)
  })

  it('is a success when there is no such affiliate', async () => {
    refersionAnswers(['search', { errors: ['Could not find affiliates with this keyword.'] }, 422])
    expect(await onDelete({ userId: 'peter@example.com' })).toEqual({ output: NOBODY_LEFT })
  })

  it.each([
    { userId: '5678' },
    { userId: 5678 },
    { userId: true, anonymousId: '' },
    { userId: { email: 'peter@example.com' }, anonymousId: ['peter@example.com'] },
    { userId: 'anonymous', anonymousId: '00000000-0000-0000-0000-000000000000' },
    { userId: '5678', anonymousId: '507f191e810c19729de860ea' },
    { userId: 'peter@localhost', anonymousId: 'peter gibbons@example.com' },
    { userId: 'peter@example.com gibbons', anonymousId: '@example.com' },
    { userId: null, anonymousId: undefined },
    {}
  ])('sends nothing for identifiers that are no email address, and says why: %j', async (identifiers) => {
    // Any request would fail here, as Refersion answers none.
    expect(await onDelete(identifiers as Partial<SegmentEvent>)).toEqual({
      output: expect.stringMatching(
        /^No request was sent: neither the user ID nor the anonymous ID is an email address/
      )
    })
  })

  it('fails when Refersion fails', async () => {
    refersionAnswers(['search', { error: 'Missing required field X' }, 400])
    await expect(onDelete({ userId: 'peter@example.com' })).rejects.toBeInstanceOf(APIError)
  })
})
