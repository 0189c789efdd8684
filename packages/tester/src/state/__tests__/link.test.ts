import { randomBytes } from 'node:crypto'
import { longestLink, openLink, toLink, toLinkedState } from '../link'

const state = {
  folder: 'wishpond',
  action: 'event',
  eventText: '{"event": "Größe 👟 ~?>"}',
  settings: { merchantId: '696791' },
  mapping: { email: { '@path': '$.email' } }
}

describe('a link', () => {
  it('brings back what was put into it, whatever signs it has', async () => {
    const { hash, isTooLong } = await toLink(state)
    expect(hash).toMatch(/^#state=z\.[\w-]+$/)
    expect(isTooLong).toBe(false)
    expect(await openLink(hash)).toEqual({ linked: state })
  })

  it('brings back the subscription of a delivery, unless it is damaged', async () => {
    const subscription = { destination: 'shop-eu', name: 'Purchases', subscribe: 'type = "track"' }
    const { hash } = await toLink({ ...state, subscription })
    expect(await openLink(hash)).toEqual({ linked: { ...state, subscription } })
    expect(toLinkedState({ ...state, subscription: { ...subscription, name: 1 } })).toEqual(state)
    expect(toLinkedState({ ...state, subscription: 'Purchases' })).toEqual(state)
  })

  it('of an earlier version of the page is still understood', async () => {
    const hash = `#state=${Buffer.from(JSON.stringify(state)).toString('base64url')}`
    expect(await openLink(hash)).toEqual({ linked: state })
  })

  it('stays short when an event repeats itself, as a batch does', async () => {
    const event = { type: 'identify', traits: { email: 'jane@example.com', name: 'Jane Kim', plan: 'premium' } }
    const events = Array.from({ length: 50 }, (_, index) => ({ ...event, userId: `user-${index}` }))
    const { hash, isTooLong } = await toLink({ ...state, eventText: JSON.stringify(events, null, 2) })
    expect(hash.length).toBeLessThan(2000)
    expect(isTooLong).toBe(false)
  })

  it('says when it is too long to be passed on', async () => {
    const { hash, isTooLong } = await toLink({ ...state, eventText: randomBytes(longestLink).toString('base64') })
    expect(hash.length).toBeGreaterThan(longestLink)
    expect(isTooLong).toBe(true)
  })
})

it.each(['', '#result', '#'])('%j is no link', async (hash) => {
  expect(await openLink(hash)).toEqual({})
})

describe('a damaged link', () => {
  it.each([
    '#state=',
    '#state=%%%',
    `#state=${btoa('{"folder": 1}')}`,
    `#state=${btoa('[]')}`,
    `#state=${btoa('{"folder": "a", "action": "b", "eventText": "", "settings": []}')}`,
    '#state=_w',
    '#state=z.',
    '#state=z.%',
    '#state=z._w'
  ])('is told: %s', async (hash) => {
    expect(await openLink(hash)).toEqual({ problem: expect.stringMatching(/^The link is damaged/) })
  })

  it('is told wherever it was cut', async () => {
    const { hash } = await toLink(state)
    for (let length = '#state='.length; length < hash.length; length += 1) {
      expect(await openLink(hash.slice(0, length))).toEqual({ problem: expect.any(String) })
    }
  })
})

it.each([null, 7, {}, { ...state, folder: undefined }, { ...state, mapping: null }])('%j is no state', (value) => {
  expect(toLinkedState(value)).toBeUndefined()
})
