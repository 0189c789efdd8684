import { useSandbox } from '@partner-destinations/sandbox/test-client'
import { refersion } from '..'
import { demoKeys } from '../demo-keys'

// What the published reference says of each call is in contract.test.ts.

const local = useSandbox({ standIns: { refersion: refersion.standIn } })

const keys = {
  'Refersion-Public-Key': demoKeys.publicKey,
  'Refersion-Secret-Key': demoKeys.secretKey
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
    ['with one key', { 'Refersion-Public-Key': demoKeys.publicKey }],
    ['with a wrong key', { ...keys, 'Refersion-Secret-Key': 'sec_wrong' }]
  ])('is refused %s', async (_how, headers) => {
    expect(await local.post(url, {}, headers)).toMatchObject({
      status: 401,
      body: { error: 'Invalid API credentials (error 2).' }
    })
  })

  it.each(['', '{"limit":', '[]', '"text"', 'null'])('is refused with the body %j', async (body) => {
    const headers = { ...keys, 'Content-Type': 'application/json' }

    expect(await local.raw(url, { method: 'POST', headers }, body)).toMatchObject({
      status: 404,
      body: { error: 'Bad request, no body' }
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
    await call('new', { ...peter, ...details, status: 'PENDING', offer: '7', send_welcome: 'FALSE' })

    const { password: _password, ...known } = peter
    expect(held()).toEqual([
      {
        ...known,
        ...details,
        id: FIRST_ID,
        code: FIRST_CODE,
        link: 'https://shop.example/c/a000',
        status: 'PENDING',
        offer_id: '7',
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

  it('takes an empty field for one that is not there', async () => {
    expect((await call('new', { ...peter, country: '', zip: null })).status).toBe(200)
    expect(held()[0]).not.toHaveProperty('country')
  })

  it.each(['Inv3nted!', `Inv3nted!${'ab'.repeat(31)}c`, 'Aaa111!!!x'])('takes the password %s', async (password) => {
    expect((await call('new', { ...peter, password })).status).toBe(200)
  })

  it('takes texts of 255 characters', async () => {
    expect((await call('new', { ...peter, city: 'x'.repeat(255) })).status).toBe(200)
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
  it.each([[{ id: FIRST_ID }], [{ affiliate_code: FIRST_CODE }]])('finds an affiliate by %j', async (body) => {
    await call('new', peter)
    expect(await call('get', body)).toMatchObject({
      status: 200,
      body: { id: FIRST_ID, email: 'peter@example.com', company_name: '', offer_id: '1' }
    })
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

  it('sets custom fields one by one, and get shows them as texts under their labels', async () => {
    expect((await edit({ id: FIRST_ID, custom_fields: [{ '11': true }, { '12': 'gold' }] })).body).toEqual(changed)
    expect((await edit({ id: FIRST_ID, custom_fields: [{ '11': false }] })).body).toEqual(changed)
    expect((await edit({ id: FIRST_ID, custom_fields: [{ '11': false }] })).body).toEqual(notChanged)

    expect((await call('get', { id: FIRST_ID })).body).toMatchObject({
      custom_fields: [
        { label: 'Custom field 11', value: 'false' },
        { label: 'Custom field 12', value: 'gold' }
      ]
    })
  })

  it('moves an affiliate to another offer', async () => {
    expect((await edit({ id: FIRST_ID, offer: 7 })).body).toEqual(changed)
    expect(held()[0].offer_id).toBe('7')
  })

  it('moves an affiliate to another email address, which frees the old one', async () => {
    await edit({ id: FIRST_ID, email: 'gibbons@example.com' })

    expect((await call('new', { ...peter, email: 'gibbons@example.com' })).status).toBe(422)
    expect((await call('new', peter)).status).toBe(200)
  })

  it('takes the email address that the affiliate has', async () => {
    expect((await edit({ id: FIRST_ID, email: 'Peter@example.com' })).body).toEqual(changed)
  })

  it('needs something to change', async () => {
    expect(await edit({ id: FIRST_ID })).toMatchObject({
      status: 400,
      body: { error: 'Missing required field besides id' }
    })
  })

  it('changes nobody when one of several is refused', async () => {
    await call('new', { ...peter, email: 'other@example.com' })

    expect((await edit({ id: FIRST_ID, city: 'Austin' }, { id: FIRST_ID + 1, country: 'EG' })).status).toBe(422)
    expect((await edit({ id: FIRST_ID, city: 'Austin' }, { id: FIRST_ID + 1, status: 'DENIED' })).status).toBe(204)
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

  it('takes 50 ids, and no more', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => FIRST_ID + index)

    expect((await call('status_change', { ids, status: 'DENIED' })).status).toBe(200)
    expect(await call('status_change', { ids: [...ids, 1], status: 'DISABLED' })).toMatchObject({
      status: 422,
      body: { errors: ['Max number of elements on attribute (50) reached.'] }
    })
    expect(held()[0].status).toBe('DENIED')
  })
})

describe('a status that is set as a fault', () => {
  it.each([
    [401, { error: 'Invalid API credentials (error 2).' }],
    [422, { errors: ['Unprocessable Entity'] }],
    [429, { error: 'Too Many Requests' }],
    [503, { error: 'Service Unavailable' }],
    [599, { error: 'Status 599' }]
  ])("of %i is answered in Refersion's form, and nobody is created", async (status, body) => {
    local.sandbox.setFaults('refersion', { status })

    expect(await call('new', peter)).toMatchObject({ status, body })
    expect(held()).toEqual([])
  })
})
