import { BoundedMap, CAPACITY } from '../bounded-map'
import { demoKeys } from '../demo-keys'
import { Affiliates } from '../vendors/refersion/affiliates'
import { Wigzo } from '../vendors/wigzo'
import { Wishpond } from '../vendors/wishpond'

it('forgets the entry that it has held longest', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1).set('b', 2).set('a', 3).set('c', 4)

  expect([...map]).toEqual([
    ['b', 2],
    ['c', 4]
  ])
})

it('holds so many affiliates and no more; the oldest is gone in every respect', () => {
  const affiliates = new Affiliates()
  const create = (email: string) => affiliates.create({ first_name: 'Jane', last_name: 'Kim', email, status: 'ACTIVE' })
  const first = create('first@example.com')
  for (let index = 1; index <= CAPACITY; index++) {
    create(`${index}@example.com`)
  }

  expect(affiliates.all()).toHaveLength(CAPACITY)
  expect(affiliates.withId(first.id)).toBeUndefined()
  expect(affiliates.withCode(first.code)).toBeUndefined()
  expect(affiliates.withEmail('first@example.com')).toBeUndefined()
  expect(affiliates.withEmail(`${CAPACITY}@example.com`)?.id).toBe(first.id + CAPACITY)
})

it("holds so many of Wigzo's events and no more, the newest", () => {
  const wigzo = new Wigzo()
  for (let index = 0; index < CAPACITY + 5; index++) {
    wigzo.routes['/rest/v1/learn/event']({
      headers: {},
      query: new URLSearchParams({ org_token: demoKeys.wigzo.orgToken }),
      body: JSON.stringify({
        eventName: `event ${index}`,
        eventval: {},
        eventCategory: 'EXTERNAL',
        userId: 'a43180bb-7ef1-4a6d-aec2-382bfd2f6482'
      })
    })
  }

  const [{ events }] = wigzo.read().users
  expect(events).toHaveLength(CAPACITY)
  expect(events[0].eventName).toBe('event 5')
})

it("holds so many of Wishpond's leads and no more; their events go with them", () => {
  let now = 0
  // A clock that runs fast enough to meet no rate limit.
  const wishpond = new Wishpond(() => (now += 1000))
  for (let index = 0; index < CAPACITY + 5; index++) {
    wishpond.routes['/api/v1/tracking/track']({
      headers: {},
      query: new URLSearchParams(),
      body: JSON.stringify({
        merchantId: demoKeys.wishpond.merchantId,
        writeKey: demoKeys.wishpond.trackingKey,
        cid: `lead ${index}`,
        event: 'Signed Up'
      })
    })
  }

  const { leads } = wishpond.read()
  expect(leads).toHaveLength(CAPACITY)
  expect(leads[0]).toEqual({ cid: 'lead 5', attributes: {}, events: [{ event: 'Signed Up', properties: {} }] })
})
