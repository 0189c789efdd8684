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

  it.each([
    ' ',
    '\u00a0',
    '\t',
    true,
    false,
    0,
    'null',
    'n/a',
    '@',
    'peter@localhost',
    '5678',
    {},
    [],
    ['a@b.co', 'c@d.co']
  ])('is found by the email in the traits when the top-level email is %j', async (email) => {
    for (const traits of [{ email: 'peter@example.com' }, { email }]) {
      const received = refersionAnswers(found())
      await remove({ email, traits, context: { traits: { email: 'peter@example.com' } } })
      expect(received).toEqual([['search', { keyword: 'peter@example.com', page: '1' }]])
    }
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
    await expect(remove({ userId: '5678', anonymousId: '5679' })).rejects.toThrow("missing the required field 'email'")
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
    ['when nobody is found', ['search', { errors: ['Could not find affiliates with this keyword.'] }, 422], {}],
    ['when nothing is found', found(), {}],
    ['when only near matches are found', found(['near1', 'ACTIVE', 'speter@example.com']), {}],
    ['when all are disabled already', found(['a3y7', 'DISABLED'], ['b4z8', 'DISABLED']), {}],
    [
      'when the affiliate with the code is disabled already',
      ['get', { id: 1, status: 'DISABLED' }],
      { affiliate_code: 'a' }
    ],
    ['when the affiliate with the id is disabled already', ['get', { id: 1, status: 'DISABLED' }], { affiliate_id: 1 }],
    ['when there is none with the code', ['get', { errors: ['Affiliate not found.'] }, 422], { affiliate_code: 'a' }],
    ['when there is none with the id', ['get', { errors: ['Affiliate not found.'] }, 422], { affiliate_id: 1 }],
    ['when Refersion says with 200 that there is none', ['get', { error: 'affiliate not found' }], { affiliate_id: 1 }]
  ])('%s', async (_what, answer, mapping) => {
    const received = refersionAnswers(answer)
    await remove({ email: 'peter@example.com' }, mapping)
    expect(received).toHaveLength(1)
  })
})

it.each<[string, Answer]>([
  ['nothing to find it by', ['get', { errors: ['Request filter not provided.'] }, 422]],
  ['no such plan', ['get', { errors: ['Your account plan does not support this feature (error 1).'] }, 422]],
  ['no words', ['get', '', 422]],
  ['no body in the request', ['get', { error: 'Bad request, no body' }, 404]],
  ['an error in its answer', ['get', { error: 'Invalid field id' }]],
  ['an invalid field', ['get', '', 204]]
])('an affiliate is not taken for gone when Refersion says that there is %s', async (_what, answer) => {
  const received = refersionAnswers(answer)
  await expect(remove({}, { affiliate_id: 37569297 })).rejects.toMatchObject({ name: 'APIError' })
  expect(received).toHaveLength(1)
})

describe('a placeholder is no identifier of an affiliate:', () => {
  it.each(['0', 0, '000', '-1', -1, 'null', 'undefined', ' Anonymous ', true, false, 'True', ' ', '-'])(
    '%j is passed over for the email',
    async (placeholder) => {
      for (const field of ['affiliate_id', 'affiliate_code']) {
        const received = refersionAnswers(found())
        await remove({ email: 'peter@example.com' }, { [field]: placeholder })
        expect(received).toEqual([['search', { keyword: 'peter@example.com', page: '1' }]])
      }
    }
  )

  it('an id that is one is passed over for the code', async () => {
    const received = refersionAnswers(['get', { id: 1, status: 'DISABLED' }])
    await remove({}, { affiliate_id: false, affiliate_code: 'a3y7' })
    expect(received).toEqual([['get', { affiliate_code: 'a3y7' }]])
  })

  it('nobody is disabled when there is nothing else', async () => {
    await expect(remove({}, { affiliate_id: true })).rejects.toMatchObject({ name: 'PayloadValidationError' })
  })
})

describe('the email', () => {
  it.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['is blank', ' \u00a0'],
    ['is null', null],
    ['is an object', { address: 'peter@example.com' }],
    ['is a list', ['peter@example.com', 'jane@example.com']]
  ])('is required when it %s, and no other identifier is there', async (_what, email) => {
    await expect(remove({ email })).rejects.toThrow("missing the required field 'email'")
  })

  it.each([
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

  it.each([' peter@example.com ', '\u00a0peter@example.com\u00a0', 'peter@example.com\r\n'])(
    'may have blanks around it: %j',
    async (email) => {
      const received = refersionAnswers(found())
      await remove({ email })
      expect(received).toEqual([['search', { keyword: 'peter@example.com', page: '1' }]])
    }
  )
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

it.each([-2, 1.5, '1e400', 1e21, 2 ** 53, 'a3y7', 'peter@example.com'])(
  '%p is no id of an affiliate',
  async (affiliate_id) => {
    await expect(remove({}, { affiliate_id })).rejects.toThrow(/^Affiliate ID must be /)
  }
)
