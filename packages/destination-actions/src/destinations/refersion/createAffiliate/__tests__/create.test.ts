import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { deliver, identify, refersionAnswers } from '../../__tests__/__helpers__/refersion'

/** Sends an event, and returns the affiliate that Refersion is asked to make. */
async function made(event: Partial<SegmentEvent>, mapping?: JSONObject): Promise<unknown> {
  const received = refersionAnswers(['new', { id: 'a3y7' }])
  await deliver('createAffiliate', { type: 'identify', ...event }, mapping)
  expect(received).toHaveLength(1)
  return received[0][1]
}

const jane = { email: 'jane@example.com', firstName: 'Jane', lastName: 'Kim' }
const makesJane = {
  email: 'jane@example.com',
  first_name: 'Jane',
  last_name: 'Kim',
  password: expect.any(String),
  status: 'PENDING'
}

describe('the traits of an identify call', () => {
  const address = {
    address1: '1 Main St',
    city: 'Springfield',
    state: 'IL',
    zip: '62701',
    country: 'US'
  }

  it.each<[string, SegmentEvent['traits'], object]>([
    ['names in camelCase', { firstName: 'Jane', lastName: 'Kim' }, {}],
    ['names in snake_case', { first_name: 'Jane', last_name: 'Kim' }, {}],
    ['camelCase before snake_case', { ...jane, first_name: 'Joan', last_name: 'Lee' }, {}],
    ['snake_case when camelCase is empty', { firstName: '', first_name: 'Jane', lastName: null, last_name: 'Kim' }, {}],
    ['a name', { name: 'Jane Kim' }, {}],
    ['first and last name before the name', { ...jane, name: 'Dr. J. Kim' }, {}],
    [
      'an address in camelCase',
      {
        ...jane,
        address: {
          street: '1 Main St',
          city: 'Springfield',
          state: 'IL',
          postalCode: '62701',
          country: 'United States'
        }
      },
      address
    ],
    [
      'an address in snake_case, with a number',
      {
        ...jane,
        address: { street: '1 Main St', city: 'Springfield', state: 'IL', postal_code: 62701, country: 'us' }
      },
      address
    ],
    ['an address that is a text', { ...jane, address: '1 Main St, Springfield' }, {}],
    ['a country that is not recognized', { ...jane, address: { country: 'Atlantis' } }, {}],
    [
      'a country that Refersion does not take',
      { ...jane, address: { country: 'Egypt', city: 'Giza' } },
      { city: 'Giza' }
    ],
    [
      'a state by its name',
      { ...jane, address: { state: 'California', country: 'USA' } },
      { state: 'CA', country: 'US' }
    ],
    ['a state of another country', { ...jane, address: { state: 'Bayern' } }, { state: 'Bayern' }],
    [
      'booleans, which say nothing',
      { ...jane, phone: true, company: false, address: { city: true, state: false } },
      {}
    ],
    ['blanks, which say nothing', { ...jane, phone: ' ', company: '\u00a0', address: { city: '\t', street: '' } }, {}],
    [
      'blanks around texts',
      { ...jane, phone: ' 5550100 ', address: { city: ' Reno\u00a0' } },
      { phone: '5550100', city: 'Reno' }
    ],
    ['a phone number', { ...jane, phone: '+1 555 0100' }, { phone: '+1 555 0100' }],
    ['a company that is a text', { ...jane, company: 'Initech' }, { company: 'Initech' }],
    ['a company with a name', { ...jane, company: { name: 'Initech', id: 7 } }, { company: 'Initech' }],
    ['a company without a name', { ...jane, company: { id: 7 } }, {}],
    [
      'lists and objects, which are no texts',
      {
        ...jane,
        phone: {},
        company: ['Initech', 'Initrode'],
        address: {
          street: { name: 'Main St' },
          city: ['Reno', 'Elko'],
          state: {},
          postalCode: [],
          country: ['US', 'CA']
        }
      },
      {}
    ],
    ['a company whose name is no text', { ...jane, company: { name: { legal: 'Initech' } } }, {}],
    ['traits without a field', { ...jane, plan: 'premium', logins: 5 }, {}]
  ])('make an affiliate: %s', async (_what, traits, expected) => {
    expect(await made({ traits: { email: 'jane@example.com', ...traits } })).toEqual({ ...makesJane, ...expected })
  })

  it.each([
    ['one word in name', { name: 'Cher' }],
    ['a first name alone', { firstName: 'Cher' }],
    ['a last name alone', { last_name: 'Cher' }]
  ])('make an affiliate of a person with one name, which then is both: %s', async (_what, traits) => {
    expect(await made({ traits: { email: 'jane@example.com', ...traits } })).toEqual({
      ...makesJane,
      first_name: 'Cher',
      last_name: 'Cher'
    })
  })

  it.each([
    ' ',
    '\u00a0',
    '\t',
    '\n ',
    true,
    false,
    'true',
    'null',
    'undefined',
    {},
    [],
    ['Joan', 'Jane'],
    { is: 'Jane' }
  ])('are read from the next place when the first one has %j', async (nothing) => {
    const traits = {
      email: nothing,
      firstName: nothing,
      first_name: 'Jane',
      lastName: nothing,
      last_name: nothing,
      phone: nothing,
      company: nothing,
      address: { postalCode: nothing, postal_code: '62701' }
    }
    const context = { traits: { lastName: 'Kim', phone: '5550100', company: { name: 'Initech' } } }
    const event = { traits, context, email: 'jane@example.com' } as unknown as Partial<SegmentEvent>
    expect(await made(event)).toEqual({ ...makesJane, phone: '5550100', company: 'Initech', zip: '62701' })
  })

  it.each(['phone', 'name', 'company', 'firstName'])(
    'do not cost the affiliate when %s is no text anywhere',
    async (trait) => {
      const traits = { first_name: 'Jane', last_name: 'Kim', email: 'jane@example.com', [trait]: { a: 1 } }
      expect(await made({ traits, context: { traits: { [trait]: ['a', 'b'] } } })).toEqual(makesJane)
    }
  )

  it('can be an empty list, as PHP writes an empty object', async () => {
    const event = { traits: [], email: 'jane@example.com', context: { traits: { name: 'Jane Kim' } } }
    expect(await made(event as unknown as Partial<SegmentEvent>)).toEqual(makesJane)
  })

  it.each(['address', 'company'])('can have an empty list as %s, as PHP writes an empty object', async (trait) => {
    expect(await made({ traits: { ...jane, [trait]: [] } })).toEqual(makesJane)
  })

  it('are no names when they are booleans', async () => {
    const traits = { email: 'jane@example.com', firstName: true, lastName: false, name: 'Jane Kim' }
    expect(await made({ traits })).toEqual(makesJane)
  })

  it('are also read from the context', async () => {
    const traits = { ...jane, company: { name: 'Initech' }, address: { city: 'Springfield' } }
    expect(await made({ traits: {}, context: { traits } })).toEqual({
      ...makesJane,
      company: 'Initech',
      city: 'Springfield'
    })
  })
})

describe('the email', () => {
  const named = { name: 'Jane Kim' }
  const everywhere = {
    traits: { ...named, email: 'jane@example.com' },
    email: 'top@example.com',
    context: { traits: { email: 'context@example.com' } }
  }

  it.each([
    ['is the trait', everywhere, 'jane@example.com'],
    ['is the top-level email when there is no trait', { ...everywhere, traits: named }, 'top@example.com'],
    [
      'is the top-level email when the trait is empty',
      { ...everywhere, traits: { ...named, email: '' } },
      'top@example.com'
    ],
    [
      'is the top-level email when the trait is no email address',
      { ...everywhere, traits: { ...named, email: 'n/a' } },
      'top@example.com'
    ],
    [
      'is the trait in the context when no other is an email address',
      { ...everywhere, traits: { ...named, email: 'jane@localhost' }, email: { is: 'jane@example.com' } },
      'context@example.com'
    ],
    [
      'is the trait in the context when there is no other',
      { ...everywhere, traits: named, email: null },
      'context@example.com'
    ]
  ])('%s', async (_what, event, email) => {
    expect(await made(event as Partial<SegmentEvent>)).toMatchObject({ email })
  })

  it.each([
    ['is missing', {}],
    ['is empty', { email: '' }],
    ['is blank', { email: ' \u00a0' }],
    ['is null', { email: null }]
  ])('is asked for when it %s, with a hint for Engage', async (_what, traits) => {
    const delivery = identify({ ...named, ...traits })
    await expect(delivery).rejects.toMatchObject({ name: 'PayloadValidationError', status: 400 })
    await expect(delivery).rejects.toThrow(/email.*trait enrichment/)
  })

  it('is asked for by its field, since a customer can map it to any value', async () => {
    const delivery = identify({ ...named, email: 'jane@example.com' }, { email: { '@path': '$.traits.workEmail' } })
    await expect(delivery).rejects.toThrow('the mapping of Email finds none in the event')
    await expect(delivery).rejects.not.toThrow('trait email')
  })

  it.each([
    'jane',
    'jane@example',
    'jane@exam ple.com',
    'Jane <jane@example.com>',
    'jane@example.com, joe@example.com'
  ])('is checked before any request: %s', async (email) => {
    await expect(identify({ ...named, email })).rejects.toMatchObject({
      name: 'PayloadValidationError',
      status: 400,
      message: expect.stringMatching(/^Email must be a valid email address/)
    })
  })

  it.each([' jane@example.com', 'jane@example.com ', '\u00a0jane@example.com\u00a0', '\tjane@example.com\r\n'])(
    'is sent without the blanks around it: %j',
    async (email) => {
      expect(await made({ traits: { ...named, email } })).toEqual(makesJane)
    }
  )

  it('is searched for without the blanks around it', async () => {
    const received = refersionAnswers(['search', { errors: ['Could not find affiliates with this keyword.'] }, 422])
    await expect(identify({ email: '\u00a0jane@example.com ' })).rejects.toThrow('a name is needed')
    expect(received).toEqual([['search', { keyword: 'jane@example.com', page: '1' }]])
  })
})

describe('the unique merchant id', () => {
  it.each<[unknown, string | undefined]>([
    ['user1234', 'user1234'],
    [' user1234\u00a0', 'user1234'],
    [42, '42'],
    ['1001', '1001'],
    // Refersion takes letters and digits only.
    ['test-user-t0zpx', undefined],
    ['jane@example.com', undefined],
    ['jané', undefined],
    ['éjan', undefined],
    // Placeholders: everybody would have the same.
    [0, undefined],
    ['0', undefined],
    ['000', undefined],
    ['-', undefined],
    ['00000000-0000-0000-0000-000000000000', undefined],
    [-1, undefined],
    ['-1', undefined],
    ['null', undefined],
    ['NULL', undefined],
    ['undefined', undefined],
    [' Anonymous ', undefined],
    [true, undefined],
    [false, undefined],
    ['true', undefined],
    ['False', undefined],
    ['', undefined],
    [' \u00a0', undefined],
    // Neither a text nor a number. None of them may cost the affiliate.
    [{}, undefined],
    [{ id: 'user1234' }, undefined],
    [[], undefined],
    [['user1234', 'user5678'], undefined],
    [null, undefined],
    [undefined, undefined]
  ])('of the user %j is %j', async (userId, unique_merchant_id) => {
    expect(await made({ userId, traits: jane } as Partial<SegmentEvent>)).toEqual({
      ...makesJane,
      ...(unique_merchant_id && { unique_merchant_id })
    })
  })

  it.each(['0', 'null', 'true'])('is left out when it is mapped to the placeholder %s', async (placeholder) => {
    expect(
      await made({ traits: { ...jane, placeholder } }, { unique_merchant_id: { '@path': '$.traits.placeholder' } })
    ).toEqual(makesJane)
  })
})

describe('the mapping', () => {
  it.each<[string, JSONObject, object]>([
    ['an active affiliate', { status: 'ACTIVE' }, { status: 'ACTIVE' }],
    ['a pending affiliate when the status was removed', { status: null }, { status: 'PENDING' }],
    ['a welcome email', { send_welcome: true }, { send_welcome: 'TRUE' }],
    ['no welcome email', { send_welcome: false }, { send_welcome: 'FALSE' }],
    ['an offer', { offer: 12345 }, { offer: '12345' }],
    ['a coupon', { conversion_trigger_coupon: 'JANE10' }, { conversion_trigger_coupon: 'JANE10' }],
    ['a PayPal account', { paypal_email: 'pay@example.com' }, { paypal_email: 'pay@example.com' }],
    [
      'a PayPal account with blanks around it',
      { paypal_email: ' pay@example.com\u00a0' },
      { paypal_email: 'pay@example.com' }
    ],
    ['a second line of the address', { address2: 'Apt 4' }, { address2: 'Apt 4' }],
    ['a password', { password: 'Inv3nted!Password' }, { password: 'Inv3nted!Password' }]
  ])('can ask for %s', async (_what, mapping, expected) => {
    expect(await made({ traits: jane }, mapping)).toEqual({ ...makesJane, ...expected })
  })

  it('can leave the password out, and each affiliate gets another one', async () => {
    const [one, other] = [await made({ traits: jane }), await made({ traits: jane })] as { password: string }[]
    expect(one.password).not.toBe(other.password)
    expect(one.password.length).toBeGreaterThanOrEqual(9)
  })

  it('gets a password, too, for a list with nothing in it, which the framework makes an empty one of', async () => {
    expect(await made({ traits: jane }, { password: [null] })).toEqual({
      ...makesJane,
      password: expect.stringMatching(/^.{24}$/)
    })
  })

  const placeholders = [0, '0', -1, 'null', 'undefined', ' Anonymous ', true, false, '', ' \u00a0', '-']

  it.each(placeholders)(
    'asks for no offer, no coupon and no PayPal account with the placeholder %j',
    async (nothing) => {
      const mapping = { offer: nothing, conversion_trigger_coupon: nothing, paypal_email: nothing }
      expect(await made({ traits: jane }, mapping)).toEqual(makesJane)
    }
  )

  it.each(placeholders)('gets a generated password for the placeholder %j', async (password) => {
    expect(await made({ traits: jane }, { password })).toEqual({
      ...makesJane,
      password: expect.stringMatching(/^\S{24}$/)
    })
  })

  it('keeps blanks in a password', async () => {
    const password = ' Inv3nted!Password '
    expect(await made({ traits: jane }, { password })).toEqual({ ...makesJane, password })
  })

  it.each(['n/a', 'jane', 'jane@localhost', 42])(
    'leaves out the PayPal account %j, which is no email address',
    async (it) => {
      expect(await made({ traits: jane }, { paypal_email: it })).toEqual(makesJane)
    }
  )

  it('cannot ask for a status that no new affiliate can have', async () => {
    await expect(identify(jane, { status: 'DISABLED' })).rejects.toThrow('Status')
  })
})

describe('custom fields of a new affiliate', () => {
  it('take a get and an edit after the creation, and keep false, 0 and empty texts', async () => {
    const received = refersionAnswers(
      ['new', { id: 'a3y7' }],
      ['get', { id: 37569297 }],
      ['edit', { ids_changed: [37569297], ids_not_changed: [] }]
    )

    await identify(
      { ...jane, vip: false, orders: 0, note: '', unknown: null },
      {
        custom_fields: {
          101: { '@path': '$.traits.vip' },
          102: { '@path': '$.traits.orders' },
          103: { '@path': '$.traits.note' },
          104: { '@path': '$.traits.unknown' },
          105: { '@path': '$.traits.missing' }
        }
      }
    )

    expect(received).toEqual([
      ['new', makesJane],
      ['get', { affiliate_code: 'a3y7' }],
      ['edit', { affiliates: [{ id: 37569297, custom_fields: [{ 101: false }, { 102: 0 }, { 103: '' }] }] }]
    ])
  })

  it.each([
    ['there is none in the mapping', {}],
    ['none has a value', { 101: { '@path': '$.traits.missing' } }]
  ])('take no further request when %s', async (_what, custom_fields) => {
    expect(await made({ traits: jane }, { custom_fields })).toEqual(makesJane)
  })

  it('end with an error that cannot be retried when Refersion does not set them', async () => {
    refersionAnswers(
      ['new', { id: 'a3y7' }],
      ['get', { id: 37569297 }],
      ['edit', { ids_changed: [], ids_not_changed: [37569297] }]
    )
    await expect(identify(jane, { custom_fields: { 101: true } })).rejects.toMatchObject({
      name: 'APIError',
      status: 422,
      message: expect.stringMatching(/37569297.*Custom Fields/)
    })
  })

  it('can be retried when Refersion does not know the affiliate yet', async () => {
    refersionAnswers(['new', { id: 'a3y7' }], ['get', { errors: ['Affiliate not found.'] }, 422])
    await expect(identify(jane, { custom_fields: { 101: true } })).rejects.toMatchObject({
      name: 'RetryableError',
      message: 'Refersion does not show the new affiliate yet, so its custom fields could not be set.'
    })
  })
})
