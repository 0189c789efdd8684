import { CAPACITY } from '@partner-destinations/sandbox/stand-in'
import { demoKeys } from '../demo-keys'
import { Wishpond } from '../stand-in'

it("holds so many of Wishpond's leads and no more; their events go with them", () => {
  let now = 0
  // A clock that runs fast enough to meet no rate limit.
  const wishpond = new Wishpond(() => (now += 1000))
  for (let index = 0; index < CAPACITY + 5; index++) {
    wishpond.routes['/api/v1/tracking/track']({
      headers: {},
      query: new URLSearchParams(),
      body: JSON.stringify({
        merchantId: demoKeys.merchantId,
        writeKey: demoKeys.trackingKey,
        cid: `lead ${index}`,
        event: 'Signed Up'
      })
    })
  }

  const { leads } = wishpond.read()
  expect(leads).toHaveLength(CAPACITY)
  expect(leads[0]).toEqual({ cid: 'lead 5', attributes: {}, events: [{ event: 'Signed Up', properties: {} }] })
})
