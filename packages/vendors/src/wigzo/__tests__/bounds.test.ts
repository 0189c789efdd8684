import { CAPACITY } from '@partner-destinations/sandbox/stand-in'
import { demoKeys } from '../demo-keys'
import { Wigzo } from '../stand-in'

it("holds so many of Wigzo's events and no more, the newest", () => {
  const wigzo = new Wigzo()
  for (let index = 0; index < CAPACITY + 5; index++) {
    wigzo.routes['/rest/v1/learn/event']({
      headers: {},
      query: new URLSearchParams({ org_token: demoKeys.orgToken }),
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
