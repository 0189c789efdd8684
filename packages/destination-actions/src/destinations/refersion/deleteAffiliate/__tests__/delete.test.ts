import type { JSONObject } from '@segment/actions-core'
import { deliver, refersionAnswers } from '../../__tests__/__helpers__/refersion'
import type { Answer } from '../../__tests__/__helpers__/refersion'

const remove = (event: object, mapping?: JSONObject) =>
  deliver('deleteAffiliate', { type: 'delete', ...event }, mapping)

const found = (...results: [code: string, status: string, email?: string][]): Answer => [
  'search',
  {
    total: results.length,
    results: results.map(([id, status, email = 'peter@example.com']) => ({ id, status, email }))
  }
]
const changed = (...ids_changed: number[]): Answer => ['status_change', { ids_changed, ids_not_changed: [] }]

describe('the affiliate to disable', () => {
  it.each([
    ['the top-level email', { email: 'peter@example.com', traits: { email: 'other@example.com' } }],
    ['the email in the traits', { traits: { email: 'peter@example.com' } }],
    ['the email in the traits of the context', { email: '', context: { traits: { email: 'peter@example.com' } } }]
  ])('is found by %s', async (_what, event) => {
    const received = refersionAnswers(found(['a3y7', 'ACTIVE']), ['get', { id: '37569297' }], changed(37569297))

    await remove(event)

    expect(received).toEqual([
      ['search', { keyword: 'peter@example.com', page: '1' }],
      ['get', { affiliate_code: 'a3y7' }],
      ['status_change', { ids: [37569297], status: 'DISABLED' }]
    ])
  })

  it.each<[string, JSONObject, object]>([
    ['a mapped code', { affiliate_code: 'a3y7' }, { affiliate_code: 'a3y7' }],
    ['a mapped id', { affiliate_id: 37569297 }, { id: 37569297 }],
    ['a mapped id in a text', { affiliate_id: '37569297' }, { id: 37569297 }],
    ['a mapped id rather than a code', { affiliate_id: 37569297, affiliate_code: 'b4z8' }, { id: 37569297 }]
  ])('is found by %s, without a search', async (_what, mapping, key) => {
    const received = refersionAnswers(['get', { id: 37569297, status: 'PENDING' }], changed(37569297))

    await remove({ email: 'peter@example.com' }, mapping)

    expect(received).toEqual([
      ['get', key],
      ['status_change', { ids: [37569297], status: 'DISABLED' }]
    ])
  })

  it('is never found by the user id', async () => {
    // Any request would fail here, as Refersion answers none.
    await expect(remove({ userId: '5678', anonymousId: '5679' })).rejects.toMatchObject({
      name: 'PayloadValidationError'
    })
  })

  it.each(['ACTIVE', 'PENDING', 'DENIED'])('is disabled when its status is %s', async (status) => {
    const received = refersionAnswers(found(['a3y7', status]), ['get', { id: 37569297 }], changed(37569297))
    await remove({ email: 'peter@example.com' })
    expect(received).toHaveLength(3)
  })

  it('may be several: all with the email that are not disabled, and no near match', async () => {
    const received = refersionAnswers(
      found(
        ['near1', 'ACTIVE', 'speter@example.com.au'],
        ['exact1', 'ACTIVE'],
        ['exact2', 'DISABLED'],
        ['exact3', 'PENDING', 'Peter@Example.COM']
      ),
      ['get', { id: 1 }],
      ['get', { id: 3 }],
      changed(1, 3)
    )

    await remove({ email: 'peter@example.com' })

    expect(received.slice(1)).toEqual([
      ['get', { affiliate_code: 'exact1' }],
      ['get', { affiliate_code: 'exact3' }],
      ['status_change', { ids: [1, 3], status: 'DISABLED' }]
    ])
  })
})

describe('nothing is changed, and that is a success,', () => {
  it.each<[string, Answer, JSONObject]>([
    ['when nobody is found', found(), {}],
    ['when only near matches are found', found(['near1', 'ACTIVE', 'speter@example.com']), {}],
    ['when all are disabled already', found(['a3y7', 'DISABLED'], ['b4z8', 'DISABLED']), {}],
    [
      'when the affiliate with the code is disabled already',
      ['get', { id: 1, status: 'DISABLED' }],
      { affiliate_code: 'a' }
    ],
    ['when the affiliate with the id is disabled already', ['get', { id: 1, status: 'DISABLED' }], { affiliate_id: 1 }],
    ['when there is none with the code', ['get', { errors: ['Unknown affiliate.'] }, 422], { affiliate_code: 'a' }],
    ['when there is none with the id', ['get', { error: 'Unknown affiliate.' }, 404], { affiliate_id: 1 }]
  ])('%s', async (_what, answer, mapping) => {
    const received = refersionAnswers(answer)
    await remove({ email: 'peter@example.com' }, mapping)
    expect(received).toHaveLength(1)
  })
})

describe('the email', () => {
  it.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['is blank', ' '],
    ['is none, but could be the id of somebody', '5678'],
    ['is longer than any email address is', `peter@${'e'.repeat(245)}.com`]
  ])('is asked for, with the other identifiers, when it %s', async (_what, email) => {
    await expect(remove({ email })).rejects.toMatchObject({
      name: 'PayloadValidationError',
      status: 400,
      message: expect.stringMatching(/Email.*Affiliate Code.*Affiliate ID/)
    })
  })

  it('may be as long as email addresses are', async () => {
    const email = `peter@${'e'.repeat(244)}.com`
    const received = refersionAnswers(found())
    await remove({ email })
    expect(received).toEqual([['search', { keyword: email, page: '1' }]])
  })

  it('may have blanks around it', async () => {
    const received = refersionAnswers(found())
    await remove({ email: ' peter@example.com ' })
    expect(received).toEqual([['search', { keyword: 'peter@example.com', page: '1' }]])
  })
})

it.each([
  ['names it as not changed', { ids_changed: [], ids_not_changed: [37569297] }],
  ['does not name it', { ids_changed: [], ids_not_changed: [] }],
  ['says something else', { message: 'ok' }]
])('an affiliate is not disabled when Refersion %s, which can be retried', async (_what, answer) => {
  refersionAnswers(['get', { id: 37569297 }], ['status_change', answer])
  await expect(remove({}, { affiliate_code: 'a3y7' })).rejects.toMatchObject({
    name: 'RetryableError',
    message: 'Refersion did not disable the affiliate with the id 37569297.'
  })
})

it.each([0, -1, 1.5, '1e400', 2 ** 53, 'a3y7'])('%p is no id of an affiliate', async (affiliate_id) => {
  await expect(remove({}, { affiliate_id })).rejects.toThrow(/^Affiliate ID must be /)
})
