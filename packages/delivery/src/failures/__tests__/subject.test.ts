import type { Which } from '../../wire'
import { subjectOf } from '../subject'

it.each<[string, Which, number | undefined, object]>([
  [
    'a filter',
    { filter: { destination: 'acme', code: '503', since: 1 } },
    undefined,
    { destination: 'acme', code: '503', since: 1 }
  ],
  ['a group', { filter: { group: 7 } }, 10, { group: 7, first: 10 }],
  ['everything', { filter: {} }, undefined, {}],
  ['that there was a user, and not which', { filter: { user: 'ann@example.com' } }, undefined, { user: '…' }],
  [
    'a condition without its texts',
    { filter: { only: 'userId = "ann" and event != "it\\"s"' } },
    undefined,
    { only: 'userId = "…" and event != "…"' }
  ],
  [
    'a condition without its numbers',
    { filter: { only: 'properties.phone2 = 491701234567 or traits.age > -4.5' } },
    undefined,
    { only: 'properties.phone2 = … or traits.age > …' }
  ],
  ['single deliveries', { ids: [7, 8] }, undefined, { deliveries: [7, 8] }],
  ['how many, of more', { ids: Array.from({ length: 21 }, (_, id) => id) }, undefined, { deliveries: 21 }]
])('the operator log shows %s', (_what, which, first, expected) => {
  expect(subjectOf(which, first)).toEqual(expected)
})
