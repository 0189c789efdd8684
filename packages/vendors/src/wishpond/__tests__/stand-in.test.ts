import { useSandbox } from '@partner-destinations/sandbox/test-client'
import { wishpond } from '..'
import { demoKeys } from '../demo-keys'

let now = 0
const local = useSandbox({ standIns: { wishpond: wishpond.standIn }, now: () => now })

const keys = { merchantId: demoKeys.merchantId, writeKey: demoKeys.trackingKey }
const call = (name: string, body: object) =>
  local.post(`https://api.wishpond.com/api/v1/tracking/${name}`, { ...keys, ...body })
const identify = (cid: string, attributes: object = {}) => call('identify', { cid, attributes })

const success = { status: 200, body: { success: true } }
const jane = { name: 'Jane Kim', email: 'jane.kim@example.com' }

const held = () => local.sandbox.read('wishpond').leads

describe('every call', () => {
  it.each([{ merchantId: '654321' }, { writeKey: 'ba9876543210' }, { merchantId: undefined }])(
    'is refused with the keys %j',
    async (wrong) => {
      expect(await call('identify', { cid: '1e810c197e', attributes: {}, ...wrong })).toMatchObject({
        status: 401,
        body: { error: 'Invalid merchantId or writeKey' }
      })
      expect(held()).toEqual([])
    }
  )

  it('is refused when it is no JSON object', async () => {
    expect(await local.post('https://api.wishpond.com/api/v1/tracking/track', [])).toMatchObject({
      status: 400,
      body: { error: 'The body must be a JSON object' }
    })
  })

  it.each([
    [undefined, "can't be blank"],
    ['', "can't be blank"],
    [null, "can't be blank"],
    [' \u00a0', "can't be blank"],
    [7, 'must be a string'],
    [false, 'must be a string'],
    [{ id: '1e810c197e' }, 'must be a string']
  ])('is refused with the cid %j', async (cid, message) => {
    const refused = { status: 422, body: { errors: { cid: [message] } } }

    expect(await call('identify', { cid, attributes: {} })).toMatchObject(refused)
    expect(await call('track', { cid, event: 'Signed Up' })).toMatchObject(refused)
  })
})

describe('identify', () => {
  it('makes a lead', async () => {
    expect(await identify('1e810c197e', jane)).toMatchObject(success)
    expect(held()).toEqual([{ cid: '1e810c197e', attributes: jane, events: [] }])
  })

  it('updates a lead, and keeps the attributes that it is not given', async () => {
    await identify('1e810c197e', { ...jane, lead_score: 5, order_completed_last_30days: true })
    await identify('1e810c197e', { lead_score: 0, order_completed_last_30days: false })

    expect(held()).toEqual([
      {
        cid: '1e810c197e',
        attributes: { ...jane, lead_score: 0, order_completed_last_30days: false },
        events: []
      }
    ])
  })

  it.each([
    [{}, { attributes: ['must be an object'] }],
    [{ attributes: [] }, { attributes: ['must be an object'] }],
    [{ attributes: 'Jane Kim' }, { attributes: ['must be an object'] }],
    [{ attributes: true }, { attributes: ['must be an object'] }],
    [{ attributes: { email: 'jane.kim' } }, { email: ['is invalid'] }],
    [{ attributes: { email: 7 } }, { email: ['is invalid'] }]
  ])('refuses %j', async (fields, errors) => {
    expect(await call('identify', { cid: '1e810c197e', ...fields })).toMatchObject({ status: 422, body: { errors } })
    expect(held()).toEqual([])
  })

  it("refuses another lead's email address, compared without case", async () => {
    await identify('1e810c197e', jane)

    expect(await identify('other', { email: 'Jane.Kim@Example.com' })).toMatchObject({
      status: 422,
      body: { errors: { email: ['is already taken'] } }
    })
    expect(await identify('1e810c197e', jane)).toMatchObject(success)
  })

  it('lets go of an email address that its lead no longer has', async () => {
    await identify('1e810c197e', jane)
    await identify('1e810c197e', { email: 'jane@example.com' })

    expect(await identify('other', { email: jane.email })).toMatchObject(success)
  })
})

describe('track', () => {
  const event = { event: 'Signed Up', properties: { plan: 'Startup' }, timestamp: '2024-01-02T03:04:05.678Z' }

  it('adds an event to its lead', async () => {
    await identify('1e810c197e', jane)

    expect(await call('track', { cid: '1e810c197e', ...event })).toMatchObject(success)
    expect(held()).toEqual([{ cid: '1e810c197e', attributes: jane, events: [event] }])
  })

  it('begins a lead that has not been identified yet', async () => {
    await call('track', { cid: '1e810c197e', event: 'Signed Up' })
    await identify('1e810c197e', jane)

    expect(held()).toEqual([{ cid: '1e810c197e', attributes: jane, events: [{ event: 'Signed Up', properties: {} }] }])
  })

  it.each([
    [{ event: '' }, { event: ["can't be blank"] }],
    [{ event: ' ' }, { event: ["can't be blank"] }],
    [{ event: 7 }, { event: ['must be a string'] }],
    [{ properties: [] }, { properties: ['must be an object'] }],
    [{ properties: 'none' }, { properties: ['must be an object'] }],
    [{ timestamp: 1704164645 }, { timestamp: ['must be an ISO 8601 date and time'] }],
    [{ timestamp: '0000-00-00 00:00:00' }, { timestamp: ['must be an ISO 8601 date and time'] }],
    [{ timestamp: '2024-02-30T03:04:05.678Z' }, { timestamp: ['must be an ISO 8601 date and time'] }],
    [{ timestamp: '2024-01-02T25:04:05.678Z' }, { timestamp: ['must be an ISO 8601 date and time'] }],
    [{ timestamp: '2024-01-02' }, { timestamp: ['must be an ISO 8601 date and time'] }],
    [{ timestamp: 'yesterday' }, { timestamp: ['must be an ISO 8601 date and time'] }]
  ])('refuses %j', async (fields, errors) => {
    expect(await call('track', { cid: '1e810c197e', ...event, ...fields })).toMatchObject({
      status: 422,
      body: { errors }
    })
    expect(held()).toEqual([])
  })
})

describe('the limit', () => {
  const LIMITED = { status: 429, body: { error: 'Rate Limit Exceeded' } }
  const callOften = async (times: number) => {
    for (let index = 0; index < times; index++) {
      expect((await identify('1e810c197e')).status).toBe(200)
    }
  }

  it('is 100 calls a minute, until 60 seconds after the first of them', async () => {
    now = 1_000_000
    await callOften(1)
    now += 59_000
    await callOften(99)
    expect(await call('track', { cid: '1e810c197e', event: 'Signed Up' })).toMatchObject(LIMITED)
    now += 999
    expect(await identify('1e810c197e')).toMatchObject(LIMITED)
    expect(held()[0].events).toEqual([])

    now += 1
    await callOften(100)
    expect(await identify('1e810c197e')).toMatchObject(LIMITED)
  })

  it('starts anew when the sandbox forgets', async () => {
    await callOften(100)
    local.sandbox.reset('wishpond')
    await callOften(1)
  })

  it('is not used up by calls with wrong keys', async () => {
    for (let index = 0; index < 100; index++) {
      await call('identify', { cid: '1e810c197e', attributes: {}, writeKey: 'wrong' })
    }
    await callOften(100)
  })
})

describe('a status that is set as a fault', () => {
  it.each([
    [429, { error: 'Rate Limit Exceeded' }],
    [422, { errors: { base: ['Unprocessable Entity'] } }]
  ])("of %i is answered in Wishpond's form", async (status, body) => {
    local.sandbox.setFaults('wishpond', { status })

    expect(await call('track', { cid: '1e810c197e', event: 'Signed Up' })).toMatchObject({ status, body })
  })
})
