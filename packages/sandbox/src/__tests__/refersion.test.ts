import { demoKeys } from '../demo-keys'
import { useSandbox } from '../test-client'

const local = useSandbox()

const keys = {
  'Refersion-Public-Key': demoKeys.refersion.publicKey,
  'Refersion-Secret-Key': demoKeys.refersion.secretKey
}
const call = (name: string, body?: unknown) => local.post(`https://api.refersion.com/v2/affiliate/${name}`, body, keys)

const peter = {
  first_name: 'Peter',
  last_name: 'Gibbons',
  email: 'peter@example.com',
  password: 'Invented!1',
  status: 'ACTIVE'
}
const FIRST_ID = 37569297
const FIRST_CODE = 'a000'

const held = () => local.sandbox.read('refersion').affiliates

describe('every call', () => {
  const url = 'https://api.refersion.com/v2/affiliate/list'

  it.each([
    ['without keys', {}],
    ['with one key', { 'Refersion-Public-Key': demoKeys.refersion.publicKey }],
    ['with a wrong key', { ...keys, 'Refersion-Secret-Key': 'sec_wrong' }]
  ])('is refused %s', async (_how, headers) => {
    expect(await local.post(url, {}, headers)).toMatchObject({
      status: 401,
      body: { error: 'Invalid API credentials (error 2).' }
    })
  })

  it('is refused without a body', async () => {
    expect(await call('list')).toMatchObject({ status: 404, body: { error: 'Bad request, no body' } })
  })

  it.each(['{"limit":', '[]', '"text"', 'null'])('is refused with the body %s', async (body) => {
    const headers = { ...keys, 'Content-Type': 'application/json' }

    expect(await local.raw(url, { method: 'POST', headers }, body)).toMatchObject({
      status: 400,
      body: { error: 'Bad request, the body must be a JSON object' }
    })
  })

  it('is refused when its body is not said to be JSON', async () => {
    expect(await local.raw(url, { method: 'POST', headers: keys }, '{}')).toMatchObject({
      status: 415,
      body: { error: 'Unsupported Media Type' }
    })
  })

  it('is refused by another method than POST', async () => {
    expect(await local.raw(url, { headers: keys })).toMatchObject({
      status: 405,
      body: { error: 'Method Not Allowed' }
    })
  })

  it('is refused over 4 MiB', async () => {
    expect(await call('list', { padding: 'x'.repeat(4 * 1024 * 1024) })).toMatchObject({
      status: 413,
      body: { error: 'Payload Too Large' }
    })
  })

  it('is refused at an unknown path', async () => {
    expect(await call('delete', {})).toMatchObject({ status: 404, body: { error: 'Not Found' } })
  })
})

describe('new', () => {
  it('creates an affiliate, and answers with its code; the numeric id is in the message', async () => {
    expect(await call('new', peter)).toMatchObject({
      status: 200,
      body: {
        id: FIRST_CODE,
        link: 'https://shop.example/c/a000',
        message: 'The affiliate 37569297 has been created with the status of ACTIVE.'
      }
    })
  })

  it('keeps all that it is told but the password', async () => {
    const details = {
      company: 'Initech',
      paypal_email: 'pay@example.com',
      address1: '6th St',
      address2: 'Floor 2',
      city: 'San Francisco',
      zip: '94103',
      state: 'CA',
      country: 'US',
      phone: '+1 555 0100',
      conversion_trigger_coupon: 'PETER10',
      unique_merchant_id: 'user5678'
    }
    await call('new', { ...peter, ...details, status: 'PENDING', offer: 7, send_welcome: 'FALSE' })

    const { password: _password, ...known } = peter
    expect(held()).toEqual([
      {
        ...known,
        ...details,
        id: FIRST_ID,
        code: FIRST_CODE,
        link: 'https://shop.example/c/a000',
        status: 'PENDING',
        offer_id: 7,
        custom_fields: {}
      }
    ])
  })

  it.each(['first_name', 'last_name', 'email', 'password', 'status'])('needs %s', async (field) => {
    for (const nothing of [undefined, null, '']) {
      expect(await call('new', { ...peter, [field]: nothing })).toMatchObject({
        status: 400,
        body: { error: `Missing required field ${field}` }
      })
    }
    expect(held()).toEqual([])
  })

  it.each([
    ['email', 'peter', 'The email must be a valid email address.'],
    ['email', 'peter@example', 'The email must be a valid email address.'],
    ['status', 'DISABLED', 'The status must be one of ACTIVE, PENDING.'],
    ['country', 'USA', 'The country must be a two-letter ISO 3166-1 code.'],
    ['country', 'U1', 'The country must be a two-letter ISO 3166-1 code.'],
    ['send_welcome', 'true', 'The send_welcome must be TRUE or FALSE.'],
    ['send_welcome', true, 'The send_welcome must be TRUE or FALSE.'],
    ['unique_merchant_id', 'user-5678', 'The unique_merchant_id must be alphanumeric.'],
    ['zip', 94103, 'The zip must be a string.'],
    ['password', 'Short!1a', 'The password must have 9 to 72 characters.'],
    ['password', `Long!1${'a'.repeat(67)}`, 'The password must have 9 to 72 characters.'],
    ['password', 'invented!1', expect.stringContaining('an upper-case letter')],
    ['password', 'INVENTED!1', expect.stringContaining('a lower-case letter')],
    ['password', 'Invented!!', expect.stringContaining('a digit')],
    ['password', 'Invented11', expect.stringContaining('a special character')]
  ])('refuses a %s of %j', async (field, value, error) => {
    expect(await call('new', { ...peter, [field]: value })).toMatchObject({ status: 422, body: { errors: [error] } })
    expect(held()).toEqual([])
  })

  it.each(['Inv3nted!', `Inv3nted!${'a'.repeat(63)}`])('takes the password %s', async (password) => {
    expect((await call('new', { ...peter, password })).status).toBe(200)
  })

  it('refuses the email as password', async () => {
    const email = 'Peter1@example.com'

    expect(await call('new', { ...peter, email, password: email })).toMatchObject({
      status: 422,
      body: { errors: ['The password must not be the email.'] }
    })
  })

  it('names all that is wrong', async () => {
    expect((await call('new', { ...peter, email: 'peter', country: 'USA' })).body).toEqual({
      errors: ['The email must be a valid email address.', 'The country must be a two-letter ISO 3166-1 code.']
    })
  })

  it('refuses an email address that is taken, compared without case', async () => {
    await call('new', peter)

    expect(await call('new', { ...peter, email: 'Peter@Example.com' })).toMatchObject({
      status: 422,
      body: { errors: ['The email has already been taken.'] }
    })
    expect(held()).toHaveLength(1)
  })

  it('numbers affiliates alike in every sandbox', async () => {
    await call('new', peter)
    local.sandbox.reset('refersion')
    await call('new', peter)
    await call('new', { ...peter, email: 'other@example.com' })

    expect(held().map(({ id, code }) => [id, code])).toEqual([
      [37569297, 'a000'],
      [37569298, 'a001']
    ])
  })
})

describe('get', () => {
  beforeEach(() => call('new', peter))

  const answer = {
    id: FIRST_ID,
    offer_id: 1,
    status: 'ACTIVE',
    first_name: 'Peter',
    last_name: 'Gibbons',
    email: 'peter@example.com',
    link: 'https://shop.example/c/a000',
    custom_fields: []
  }

  it.each([[{ id: FIRST_ID }], [{ affiliate_code: FIRST_CODE }]])('finds an affiliate by %j', async (body) => {
    expect(await call('get', body)).toMatchObject({ status: 200, body: answer })
  })

  it.each([
    [{}, 400, { error: 'Missing required field id' }],
    [{ id: String(FIRST_ID) }, 422, { errors: ['The id must be a number.'] }],
    [{ id: 1 }, 404, { error: 'Affiliate not found' }],
    [{ affiliate_code: 'none' }, 404, { error: 'Affiliate not found' }],
    [{ affiliate_code: String(FIRST_ID) }, 404, { error: 'Affiliate not found' }]
  ])('answers to %j with %i', async (body, status, error) => {
    expect(await call('get', body)).toMatchObject({ status, body: error })
  })
})

describe('edit', () => {
  beforeEach(() => call('new', peter))

  const edit = (...affiliates: unknown[]) => call('edit', { affiliates })
  const changed = { ids_changed: [FIRST_ID], ids_not_changed: [] }
  const notChanged = { ids_changed: [], ids_not_changed: [FIRST_ID] }

  it('changes what it is given and leaves the rest', async () => {
    expect((await edit({ id: FIRST_ID, city: 'Austin', last_name: 'G' })).body).toEqual(changed)
    expect(held()[0]).toMatchObject({ first_name: 'Peter', last_name: 'G', city: 'Austin', status: 'ACTIVE' })
  })

  it('reports an edit that changes nothing, and an unknown id, as not changed', async () => {
    expect((await edit({ id: FIRST_ID, first_name: 'Peter' }, { id: 1, first_name: 'Peter' })).body).toEqual({
      ids_changed: [],
      ids_not_changed: [FIRST_ID, 1]
    })
  })

  it('sets custom fields one by one, and get shows them', async () => {
    expect((await edit({ id: FIRST_ID, custom_fields: [{ '11': true }, { '12': 'gold' }] })).body).toEqual(changed)
    expect((await edit({ id: FIRST_ID, custom_fields: [{ '11': false }] })).body).toEqual(changed)
    expect((await edit({ id: FIRST_ID, custom_fields: [{ '11': false }] })).body).toEqual(notChanged)

    expect((await call('get', { id: FIRST_ID })).body).toMatchObject({
      custom_fields: [{ '11': false }, { '12': 'gold' }]
    })
  })

  it('takes a new password, and any status', async () => {
    expect((await edit({ id: FIRST_ID, password: 'Another!1' })).body).toEqual(changed)
    expect((await edit({ id: FIRST_ID, status: 'DENIED' })).body).toEqual(changed)
    expect(held()[0].status).toBe('DENIED')
  })

  it('moves an affiliate to another email address, which frees the old one', async () => {
    await edit({ id: FIRST_ID, email: 'gibbons@example.com' })

    expect((await call('new', { ...peter, email: 'gibbons@example.com' })).status).toBe(422)
    expect((await call('new', peter)).status).toBe(200)
  })

  it.each([
    [{}, 400, { error: 'Missing required field affiliates' }],
    [{ affiliates: {} }, 422, { errors: ['The affiliates must be a list of objects.'] }],
    [{ affiliates: [7] }, 422, { errors: ['The affiliates must be a list of objects.'] }],
    [{ affiliates: [{ city: 'Austin' }] }, 400, { error: 'Missing required field id' }],
    [{ affiliates: [{ id: FIRST_CODE }] }, 422, { errors: ['The id must be a number.'] }],
    [{ affiliates: [{ id: FIRST_ID, country: 'USA' }] }, 422, { errors: [expect.stringContaining('country')] }],
    [
      { affiliates: [{ id: FIRST_ID, custom_fields: { '11': true } }] },
      422,
      { errors: ['The custom_fields must be a list of objects.'] }
    ]
  ])('refuses %j with %i', async (body, status, error) => {
    expect(await call('edit', body)).toMatchObject({ status, body: error })
  })

  it('refuses the email address of somebody else, and then changes nobody', async () => {
    await call('new', { ...peter, email: 'other@example.com' })
    const answer = await edit({ id: FIRST_ID, city: 'Austin' }, { id: FIRST_ID + 1, email: 'PETER@example.com' })

    expect(answer).toMatchObject({ status: 422, body: { errors: ['The email has already been taken.'] } })
    expect(held()[0].city).toBeUndefined()
  })
})

describe('status_change', () => {
  beforeEach(() => call('new', peter))

  it.each(['DENIED', 'DISABLED'])('sets %s', async (status) => {
    expect((await call('status_change', { ids: [FIRST_ID], status })).body).toEqual({
      ids_changed: [FIRST_ID],
      ids_not_changed: []
    })
    expect(held()[0].status).toBe(status)
  })

  it('reports an unknown id, and one that has the status, as not changed', async () => {
    await call('new', { ...peter, email: 'other@example.com', status: 'PENDING' })

    expect((await call('status_change', { ids: [FIRST_ID, FIRST_ID + 1, 1], status: 'ACTIVE' })).body).toEqual({
      ids_changed: [FIRST_ID + 1],
      ids_not_changed: [FIRST_ID, 1]
    })
  })

  it('takes 50 ids', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => FIRST_ID + index)

    expect((await call('status_change', { ids, status: 'DISABLED' })).status).toBe(200)
  })

  it.each([
    [{ status: 'DISABLED' }, 400, { error: 'Missing required field ids' }],
    [{ ids: [FIRST_ID] }, 400, { error: 'Missing required field status' }],
    [{ ids: FIRST_ID, status: 'DISABLED' }, 422, { errors: ['The ids must be a list of numbers.'] }],
    [{ ids: [FIRST_CODE], status: 'DISABLED' }, 422, { errors: ['The ids must be a list of numbers.'] }],
    [{ ids: Array(51).fill(FIRST_ID), status: 'DISABLED' }, 422, { errors: ['The ids must not be more than 50.'] }],
    [{ ids: [FIRST_ID], status: 'PENDING' }, 422, { errors: ['The status must be one of ACTIVE, DENIED, DISABLED.'] }]
  ])('refuses %j with %i', async (body, status, error) => {
    expect(await call('status_change', body)).toMatchObject({ status, body: error })
    expect(held()[0].status).toBe('ACTIVE')
  })
})
