import { identify, refersionAnswers } from '../../__tests__/__helpers__/refersion'
import type { Answer } from '../../__tests__/__helpers__/refersion'

const takenWords = 'The email you have entered is taken by another Affiliate.'
const taken: Answer = ['new', { errors: [takenWords] }, 422]
const nobody: Answer = ['search', { errors: ['Could not find affiliates with this keyword.'] }, 422]
const gone: Answer = ['get', { errors: ['Affiliate not found.'] }, 422]
const peter = { id: 37569297, status: 'ACTIVE', first_name: 'Peter', last_name: 'Gibbons', email: 'peter@example.com' }
const found = (...emails: string[]): Answer => [
  'search',
  { total: emails.length, results: emails.map((email, index) => ({ id: `code${index}`, status: 'ACTIVE', email })) }
]
const got = (changes: object = {}): Answer => ['get', { ...peter, ...changes }]
const edited = (...ids_changed: number[]): Answer => ['edit', { ids_changed, ids_not_changed: [] }]
const notEdited: Answer = ['edit', { ids_changed: [], ids_not_changed: [37569297] }]

const traits = { email: 'peter@example.com', name: 'Peter Gibbons' }

describe('an affiliate that exists', () => {
  it('is updated with everything but email, password, status, offer and what only a new one can have', async () => {
    const received = refersionAnswers(taken, found('Peter@example.com'), got(), edited(37569297))

    await identify(
      {
        ...traits,
        phone: '+1 555 0100',
        company: 'Initech',
        address: { street: '6th St', city: 'San Francisco', state: 'CA', postalCode: '94103', country: 'USA' },
        vip: false
      },
      {
        status: 'ACTIVE',
        password: 'Inv3nted!Password',
        offer: '12345',
        send_welcome: true,
        conversion_trigger_coupon: 'PETER10',
        unique_merchant_id: 'user1234',
        paypal_email: 'pay@example.com',
        address2: 'Apt 4',
        custom_fields: { 101: { '@path': '$.traits.vip' }, 102: 0 }
      }
    )

    expect(received.slice(1)).toEqual([
      ['search', { keyword: 'peter@example.com', page: '1' }],
      ['get', { affiliate_code: 'code0' }],
      [
        'edit',
        {
          affiliates: [
            {
              id: 37569297,
              first_name: 'Peter',
              last_name: 'Gibbons',
              paypal_email: 'pay@example.com',
              company: 'Initech',
              phone: '+1 555 0100',
              address1: '6th St',
              address2: 'Apt 4',
              city: 'San Francisco',
              state: 'CA',
              zip: '94103',
              country: 'US',
              custom_fields: [{ 101: false }, { 102: 0 }]
            }
          ]
        }
      ]
    ])
  })

  it('keeps its last name when an event has one name only', async () => {
    const received = refersionAnswers(taken, found('peter@example.com'), got(), edited(37569297))
    await identify({ email: 'peter@example.com', name: 'Pete' })
    expect(received[3][1]).toEqual({ affiliates: [{ id: 37569297, first_name: 'Pete' }] })
  })

  it('is updated together with others of the same email, and no near match is', async () => {
    const received = refersionAnswers(
      taken,
      found('speter@example.com', 'peter@example.com', 'PETER@example.com'),
      got({ id: 1 }),
      got({ id: 2 }),
      edited(1, 2)
    )

    await identify(traits)

    const changes = { first_name: 'Peter', last_name: 'Gibbons' }
    expect(received[4]).toEqual([
      'edit',
      {
        affiliates: [
          { id: 1, ...changes },
          { id: 2, ...changes }
        ]
      }
    ])
  })

  it.each<[string, Answer]>([
    ['with 422, whatever its words', ['new', { errors: ['Value exceed the char limit'] }, 422]],
    ['with 422 and one text', ['new', { error: takenWords }, 422]],
    ['with 422 and no words', ['new', '', 422]],
    ['with 200 and these words', ['new', { error: takenWords }]]
  ])('is updated when Refersion refuses to create it %s', async (_what, refusal) => {
    const received = refersionAnswers(refusal, found('peter@example.com'), got(), edited(37569297))
    await identify(traits)
    expect(received.map(([call]) => call)).toEqual(['new', 'search', 'get', 'edit'])
  })

  it('is left as it is when the mapping says so', async () => {
    const received = refersionAnswers(taken, found('peter@example.com'))
    await identify(traits, { existing_affiliate: 'skip' })
    expect(received.map(([call]) => call)).toEqual(['new', 'search'])
  })

  it('is updated when the choice was removed from the mapping', async () => {
    const received = refersionAnswers(taken, found('peter@example.com'), got(), edited(37569297))
    await identify(traits, { existing_affiliate: null })
    expect(received.map(([call]) => call)).toEqual(['new', 'search', 'get', 'edit'])
  })
})

describe('an edit that changes nothing', () => {
  it.each([
    ['all is as it should be', got()],
    ['the email differs in case only', got({ email: 'Peter@Example.com' })]
  ])('is a success when %s', async (_what, answer) => {
    const received = refersionAnswers(taken, found('peter@example.com'), answer, notEdited)
    await identify(traits)
    expect(received).toHaveLength(4)
  })

  it.each([
    ['no name', {}],
    ['a first name', { first_name: 'Peter' }],
    ['a last name', { last_name: 'Gibbons' }]
  ])('is a success when the event has %s and the affiliate another name besides', async (_what, mapping) => {
    const received = refersionAnswers(taken, found('peter@example.com'), got(), notEdited)
    await identify({ email: 'peter@example.com', phone: '+1 555 0100' }, mapping)
    expect(received.map(([call]) => call)).toContain('edit')
  })

  it.each([
    ['the first name', { first_name: 'Pete' }],
    ['the last name', { last_name: 'G.' }]
  ])('is an error when it should have changed %s', async (_what, current) => {
    refersionAnswers(taken, found('peter@example.com'), got(current), notEdited)
    await expect(identify(traits)).rejects.toMatchObject({
      name: 'APIError',
      message: expect.stringContaining('did not change the affiliate with the id 37569297')
    })
  })

  it('is an error that names all affiliates that it should have changed', async () => {
    refersionAnswers(
      taken,
      found('peter@example.com', 'Peter@example.com', 'PETER@example.com'),
      got({ id: 1, first_name: 'Pete' }),
      got({ id: 2 }),
      got({ id: 3, last_name: 'G.' }),
      ['edit', { ids_changed: [], ids_not_changed: [1, 2, 3] }]
    )
    await expect(identify(traits)).rejects.toThrow('did not change the affiliate with the id 1, 3. Check the fields')
  })

  it('is an error also when Refersion lists the affiliate nowhere', async () => {
    refersionAnswers(taken, found('peter@example.com'), got({ first_name: 'Pete' }), ['edit', { ids_changed: [5] }])
    await expect(identify(traits)).rejects.toMatchObject({ name: 'APIError' })
  })
})

describe('a 422 for another reason', () => {
  const refused: Answer = ['new', { errors: ['The zip is too long.', 'The phone is too long.'] }, 422]

  it.each([
    ['nobody is found', [nobody]],
    ['nothing is found', [found()]],
    ['only near matches are found', [found('speter@example.com', 'peter@example.com.au')]],
    ['the affiliate that is found is gone', [found('peter@example.com'), gone]]
  ])('comes out in the words of Refersion when %s', async (_what, answers) => {
    refersionAnswers(refused, ...answers)
    await expect(identify(traits)).rejects.toMatchObject({
      name: 'APIError',
      status: 422,
      message: 'Refersion answered affiliate/new with 422: The zip is too long. The phone is too long.'
    })
  })

  it.each([204, 400, 403, 404, 422])('comes out also when Refersion refuses the look-up with %i', async (status) => {
    const noPlan = { errors: ['Your account plan does not support this feature (error 1).'] }
    for (const before of [[], [found('peter@example.com')]]) {
      const received = refersionAnswers(refused, ...before, [before.length ? 'get' : 'search', noPlan, status])
      await expect(identify(traits)).rejects.toThrow('affiliate/new with 422: The zip is too long.')
      expect(received).toHaveLength(before.length + 2)
    }
  })

  it('does not hide that the look-up is refused when the email is taken', async () => {
    refersionAnswers(taken, ['search', { errors: ['No such plan.'] }, 422])
    await expect(identify(traits)).rejects.toThrow('affiliate/search with 422: No such plan.')
  })

  it.each([401, 429, 503])('does not hide that the look-up failed with %i', async (status) => {
    refersionAnswers(refused, ['search', '', status])
    await expect(identify(traits)).rejects.toMatchObject({
      status,
      message: expect.stringContaining(`affiliate/search with ${status}`)
    })
  })

  it('comes out also when an affiliate that exists is to be left as it is', async () => {
    refersionAnswers(refused, nobody)
    await expect(identify(traits, { existing_affiliate: 'skip' })).rejects.toMatchObject({ status: 422 })
  })
})

it.each([204, 400, 404])(
  'a refusal with %i is not about an email that is taken, so nobody is searched',
  async (status) => {
    const received = refersionAnswers(['new', '', status])
    await expect(identify(traits)).rejects.toMatchObject({ name: 'APIError' })
    expect(received).toHaveLength(1)
  }
)

describe('an identify call without a name', () => {
  it('updates an affiliate, and does not try to create one', async () => {
    const received = refersionAnswers(found('peter@example.com'), got(), edited(37569297))

    await identify(
      { email: 'peter@example.com', big_spender: false },
      { custom_fields: { 101: { '@path': '$.traits.big_spender' } } }
    )

    expect(received).toEqual([
      ['search', { keyword: 'peter@example.com', page: '1' }],
      ['get', { affiliate_code: 'code0' }],
      ['edit', { affiliates: [{ id: 37569297, custom_fields: [{ 101: false }] }] }]
    ])
  })

  it.each([
    ['nobody is found', nobody],
    ['only near matches are found', found('speter@example.com')]
  ])('asks for a name when %s', async (_what, answer) => {
    const received = refersionAnswers(answer)
    await expect(identify({ email: 'peter@example.com' })).rejects.toMatchObject({
      name: 'PayloadValidationError',
      status: 400,
      message: expect.stringContaining('a name is needed')
    })
    expect(received).toHaveLength(1)
  })

  it('leaves an affiliate as it is when the event has nothing but the email', async () => {
    const received = refersionAnswers(found('peter@example.com'))
    await identify({ email: 'peter@example.com' })
    expect(received).toHaveLength(1)
  })

  it('asks for a name when the event has nothing but the email, and there is no affiliate', async () => {
    refersionAnswers(nobody)
    await expect(identify({ email: 'peter@example.com' })).rejects.toThrow('a name is needed')
  })

  it('leaves an affiliate as it is when the mapping says so', async () => {
    const received = refersionAnswers(found('peter@example.com'))
    await identify({ email: 'peter@example.com' }, { existing_affiliate: 'skip' })
    expect(received).toHaveLength(1)
  })
})

describe('the same person, identified again', () => {
  it('by two calls at the same time becomes one affiliate', async () => {
    const received = refersionAnswers(
      ['new', { id: 'code0' }],
      taken,
      found('peter@example.com'),
      got(),
      edited(37569297)
    )

    await Promise.all([identify(traits), identify(traits)])

    expect(received.map(([call]) => call)).toEqual(['new', 'new', 'search', 'get', 'edit'])
  })

  it('after custom fields could not be set gets them with the update', async () => {
    const mapping = { custom_fields: { 101: true } }
    refersionAnswers(['new', { id: 'code0' }], ['get', '', 503])
    await expect(identify(traits, mapping)).rejects.toMatchObject({ name: 'RetryableError', status: 503 })

    const received = refersionAnswers(taken, found('peter@example.com'), got(), edited(37569297))
    await identify(traits, mapping)

    expect(received[3][1]).toMatchObject({ affiliates: [{ id: 37569297, custom_fields: [{ 101: true }] }] })
  })
})
