import { fromHash, toHash } from '../link'

const state = {
  folder: 'wishpond',
  action: 'event',
  eventText: '{"event": "Größe 👟 ~?>"}',
  settings: { merchantId: '696791' },
  mapping: { email: { '@path': '$.email' } }
}

it('brings back what was put into it, whatever signs it has', () => {
  const hash = toHash(state)
  expect(hash).toMatch(/^#state=[\w-]+$/)
  expect(fromHash(hash)).toEqual(state)
})

it.each([
  '',
  '#result',
  '#state=',
  '#state=%%%',
  `#state=${btoa('{"folder": 1}')}`,
  `#state=${btoa('[]')}`,
  '#state=_w'
])('takes nothing from %j', (hash) => {
  expect(fromHash(hash)).toBeUndefined()
})
