import { useSandbox } from '@partner-destinations/sandbox/test-client'
import { refersion } from '..'
import { demoKeys } from '../demo-keys'

// Refersion's published reference of its REST API v2, and what the stand-in answers.

const local = useSandbox({ standIns: { refersion: refersion.standIn } })

const keys = {
  'Refersion-Public-Key': demoKeys.publicKey,
  'Refersion-Secret-Key': demoKeys.secretKey
}
const CALLS = ['new', 'search', 'get', 'edit', 'status_change', 'list'] as const

type CallName = typeof CALLS[number]

const call = (name: CallName, body?: unknown, headers: Record<string, string> = keys) =>
  local.post(`https://api.refersion.com/v2/affiliate/${name}`, body, headers)

/** As the reference's example of `new` has it, but for its password, which breaks the reference's own rule. */
const bill = {
  first_name: 'Bill',
  last_name: 'Smith',
  email: 'testing@example.com',
  password: 'Invented!1',
  offer: '12345',
  company: 'Acme, Inc.',
  paypal_email: 'testing@example.com',
  address1: '123 Street Road',
  address2: 'FL 2',
  city: 'Paradise',
  zip: '12000',
  country: 'US',
  state: 'NY',
  phone: '555-555-5555',
  send_welcome: 'TRUE',
  unique_merchant_id: 'abc123',
  conversion_trigger_coupon: 'BILLSMITH10',
  status: 'ACTIVE'
}
const ID = 37569297

beforeEach(() => call('new', bill))

const nobody = { ...bill, email: 'nobody@example.com' }

/** A body of each call that is right, and one with a field that is not valid, or that there is not. */
const BODIES: Record<CallName, { right: object; invalid: object[]; missing?: object }> = {
  new: {
    right: nobody,
    invalid: [
      { ...nobody, custom_fields: [{ '1': 'a' }] },
      { ...nobody, email: 'nobody' },
      { ...nobody, zip: 12000 },
      { ...nobody, unique_merchant_id: 'abc-123' }
    ],
    missing: { ...nobody, status: undefined }
  },
  search: {
    right: { keyword: 'testing' },
    invalid: [{ keyword: 'testing', email: 'testing' }, { keyword: ID }, { keyword: 'testing', page: 1 }],
    missing: { page: '1' }
  },
  get: { right: { id: ID }, invalid: [{ email: 'testing@example.com' }, { id: String(ID) }, { affiliate_code: 1 }] },
  edit: {
    right: { affiliates: [{ id: ID, city: 'Reno' }] },
    invalid: [
      { affiliates: [{ id: ID, status: 'ACTIVE' }] },
      { affiliates: [{ id: ID, password: 'Invented!1' }] },
      { affiliates: [{ id: ID, unique_merchant_id: 'abc123' }] },
      { affiliates: [{ id: ID, send_welcome: 'TRUE' }] },
      { affiliates: [{ id: ID, offer: '12345' }] },
      { affiliates: [{ id: ID, custom_fields: { '1234': 'Hello World' } }] },
      { affiliates: [{ id: 'a000', city: 'Reno' }] },
      { affiliates: { id: ID, city: 'Reno' } },
      { affiliates: [{ id: ID, city: 'Reno' }], status: 'ACTIVE' }
    ],
    missing: { affiliates: [{ city: 'Reno' }] }
  },
  status_change: {
    right: { ids: [ID], status: 'DISABLED' },
    invalid: [
      { ids: ['a000'], status: 'DISABLED' },
      { ids: ID, status: 'DISABLED' },
      { ids: [ID], status: 'DISABLED', email: 'a' }
    ],
    missing: { ids: [ID] }
  },
  list: { right: { limit: '3', page: '1' }, invalid: [{ limit: 3 }, { limit: '101' }, { keyword: 'testing' }] }
}

describe.each(CALLS)('%s', (name) => {
  const { right, invalid, missing } = BODIES[name]

  it('is answered with 200', async () => {
    expect((await call(name, right)).status).toBe(200)
  })

  it.each(invalid)('answers an invalid field with 204, and HTTP drops the reason: %j', async (body) => {
    expect(await call(name, body)).toMatchObject({ status: 204, text: '' })
    expect(local.sandbox.read('refersion').affiliates).toMatchObject([{ city: 'Paradise', status: 'ACTIVE' }])
  })

  if (missing) {
    it('answers a missing field with 400', async () => {
      const { status, body } = await call(name, missing)
      expect([status, body]).toEqual([400, { error: expect.stringMatching(/^Missing required field \w+$/) }])
    })
  }

  it('answers wrong keys with 401', async () => {
    const { status, body } = await call(name, right, { ...keys, 'Refersion-Secret-Key': 'sec_wrong' })
    expect([status, body]).toEqual([401, { error: 'Invalid API credentials (error 2).' }])
  })

  it('answers a request without a body with 404', async () => {
    const { status, body } = await call(name)
    const words = 'Bad request, no body'
    expect([status, body]).toEqual([404, { error: name === 'edit' ? [words] : words }])
  })
})

const long = 'x'.repeat(256)
const edit = (changes: object) => ({ affiliates: [{ id: ID, ...changes }] })

/** The messages of 422, and what they are an answer to. */
const UNPROCESSABLE: [name: CallName, published: string, body: object, words?: string][] = [
  ['new', 'The email you have entered is taken by another Affiliate.', { ...bill, email: 'TESTING@example.com' }],
  [
    'new',
    'The password should not be longer than 72 characters. Current password length is 108 characters',
    { ...nobody, password: `Invented!1${'ab'.repeat(49)}` }
  ],
  [
    'new',
    'The password should be at least 9 characters long. Current password length is 8 characters',
    { ...nobody, password: 'Invent!1' }
  ],
  [
    'new',
    'X is not a allowed value for field Y',
    { ...nobody, country: 'EG' },
    'EG is not a allowed value for field country'
  ],
  [
    'new',
    'X is not a allowed value for field Y',
    { ...nobody, country: 'us' },
    'us is not a allowed value for field country'
  ],
  [
    'new',
    'X is not a allowed value for field Y',
    { ...nobody, status: 'DENIED' },
    'DENIED is not a allowed value for field status'
  ],
  [
    'new',
    'X is not a allowed value for field Y',
    { ...nobody, send_welcome: 'true' },
    'true is not a allowed value for field send_welcome'
  ],
  [
    'new',
    "The password can\\'t be the same as the e-mail",
    { ...nobody, email: 'Nobody1@example.com', password: 'Nobody1@example.com' }
  ],
  [
    'new',
    "The password can\\'t have the same character repeated more than 3 times in a row",
    { ...nobody, password: 'Aaaaa111!x' }
  ],
  ...['invented!1', 'INVENTED!1', 'Invented!!', 'Invented11'].map((password): [CallName, string, object] => [
    'new',
    'The password should have at least 1 number, 1 uppercase letter, 1 lowercase letter and 1 symbol.',
    { ...nobody, password }
  ]),
  ['new', "Value exceed the char limit'", { ...nobody, city: long }],
  ['search', 'Value exceed the char limit', { keyword: long }],
  ['search', 'Could not find affiliates with this keyword.', { keyword: 'nobody@example.com' }],
  ['get', 'Value exceed the char limit', { affiliate_code: long }],
  ['get', 'Affiliate not found.', { id: 1 }],
  ['get', 'Affiliate not found.', { affiliate_code: String(ID) }],
  ['get', 'Request filter not provided.', {}],
  [
    'edit',
    'X is not a allowed value for field Y',
    edit({ country: 'USA' }),
    'USA is not a allowed value for field country'
  ],
  ['edit', "Value exceed the char limit'", edit({ address1: long })],
  [
    'status_change',
    'X is not a allowed value for field Y',
    { ids: [ID], status: 'PENDING' },
    'PENDING is not a allowed value for field status'
  ]
]

/** The examples of the reference. It has none for `status_change` and, besides the length, for `list`. */
const NEW_AND_EDIT = [
  'The email you have entered is taken by another Affiliate.',
  'The password should not be longer than 72 characters. Current password length is 108 characters',
  'The password should be at least 9 characters long. Current password length is 8 characters',
  'X is not a allowed value for field Y',
  "The password can\\'t be the same as the e-mail",
  "The password can\\'t have the same character repeated more than 3 times in a row",
  'The password should have at least 1 number, 1 uppercase letter, 1 lowercase letter and 1 symbol.',
  "Value exceed the char limit'"
]
const EXAMPLES: [CallName, string[]][] = [
  ['new', NEW_AND_EDIT],
  // Its fields are published without a password. A test of its own is about the email.
  ['edit', NEW_AND_EDIT.filter((message) => !/password|email/.test(message))],
  ['get', ['Value exceed the char limit', 'Affiliate not found.', 'Request filter not provided.']],
  ['search', ['Value exceed the char limit', 'Could not find affiliates with this keyword.']]
]

describe('422', () => {
  it.each(EXAMPLES)('has a test for each example that the reference gives for %s', (name, examples) => {
    const tested = UNPROCESSABLE.filter(([call]) => call === name).map(([, published]) => published)
    expect([...new Set(tested)].sort()).toEqual([...examples].sort())
  })

  it.each(UNPROCESSABLE)('of %s: %s', async (name, published, body, words = published) => {
    const answer = await call(name, body)
    expect([answer.status, answer.body]).toEqual([422, { errors: [words] }])
    expect(local.sandbox.read('refersion').affiliates).toHaveLength(1)
  })

  it('of edit: The email you have entered is taken by another Affiliate.', async () => {
    await call('new', nobody)
    const answer = await call('edit', edit({ email: 'Nobody@example.com', city: 'Reno' }))
    expect([answer.status, answer.body]).toEqual([
      422,
      { errors: ['The email you have entered is taken by another Affiliate.'] }
    ])
    expect(local.sandbox.read('refersion').affiliates[0].city).toBe('Paradise')
  })

  it('names all that is wrong', async () => {
    expect((await call('new', { ...bill, password: 'short', country: 'EG', city: long })).body).toEqual({
      errors: [
        'The email you have entered is taken by another Affiliate.',
        'The password should be at least 9 characters long. Current password length is 5 characters',
        'The password should have at least 1 number, 1 uppercase letter, 1 lowercase letter and 1 symbol.',
        'EG is not a allowed value for field country',
        "Value exceed the char limit'"
      ]
    })
  })
})

describe('200', () => {
  const summary = {
    id: 'a000',
    offer_id: '12345',
    status: 'ACTIVE',
    first_name: 'Bill',
    last_name: 'Smith',
    email: 'testing@example.com',
    custom_fields: [
      { label: 'Custom field 1234', value: 'Hello World' },
      { label: 'Custom field 22222', value: 'false' }
    ]
  }

  beforeEach(() => call('edit', edit({ custom_fields: [{ '1234': 'Hello World' }, { '22222': false }] })))

  it.each<[CallName, object, object]>([
    [
      'new',
      nobody,
      {
        id: 'a001',
        link: 'https://shop.example/c/a001',
        message: 'The affiliate 37569298 has been created with the status of ACTIVE.'
      }
    ],
    ['search', { keyword: 'testing' }, { total: 1, results: [summary] }],
    ['list', {}, { total: 1, results: [summary] }],
    [
      'get',
      { affiliate_code: 'a000' },
      { ...summary, id: ID, company_name: 'Acme, Inc.', link: 'https://shop.example/c/a000' }
    ],
    ['edit', edit({ offer: 67890 }), { ids_changed: [ID], ids_not_changed: [] }],
    ['status_change', { ids: [ID, 2], status: 'DENIED' }, { ids_changed: [ID], ids_not_changed: [2] }]
  ])('of %s has what the reference shows', async (name, body, answer) => {
    expect((await call(name, body)).body).toEqual(answer)
  })
})

it('a country is one of the 90 of the reference', async () => {
  const published =
    'US, AE, AR, AS, AT, AU, BA, BD, BE, BG, BR, CA, CH, CL, CN, CO, CR, CZ, DE, DK, DZ, EE, ES, FI, FM, FO, FR, GB, ' +
    'GH, GR, GU, HK, HN, HR, HU, ID, IE, IL, IM, IN, IS, IT, JM, JP, KR, KW, LT, LU, LV, MA, MH, MK, MP, MT, MX, MY, ' +
    'NG, NL, NO, NZ, OM, PE, PH, PK, PL, PR, PT, PW, QA, RO, RS, RU, SA, SE, SG, SI, SK, SV, TH, TN, TR, TW, TZ, UA, ' +
    'UY, VG, VI, VN, WS, ZA'
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const taken: string[] = []
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const { status } = await call('new', { ...nobody, email: `${code}@example.com`, country: code })
    if (status === 200) taken.push(code)
  }
  expect(taken).toEqual(published.split(', ').sort())
})
