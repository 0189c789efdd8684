import type { ShownDelivery } from '@partner-destinations/delivery/wire'
import { showDelivery } from '../show-delivery'

const at = Date.UTC(2026, 10, 27, 9)

const delivery: ShownDelivery = {
  id: 1234,
  source: 'shop',
  messageId: 'm1',
  destination: 'wigzo',
  subscription: 'Purchases',
  action: 'trackCommerceEvent',
  receivedAt: at,
  settledAt: at + 5_000,
  state: 'failed',
  attempts: 2,
  retriedMs: 0,
  outOfOrder: false,
  possibleDuplicate: false,
  kills: 0,
  reason: { code: 'MESSAGE_REJECTED', message: 'The email is missing.', status: 400 },
  event: { type: 'track', userId: 'u1' },
  attemptRows: [
    { attempt: 1, startedAt: at, verdict: 'unknown', reason: { code: 'OUTCOME_UNKNOWN', message: 'It was cut off.' } },
    {
      attempt: 2,
      startedAt: at + 4_000,
      endedAt: at + 4_120,
      verdict: 'failed',
      reason: { code: 'MESSAGE_REJECTED', message: 'The email is missing.', status: 400 },
      payload: { user: 'u1' },
      exchanges: [
        {
          request: {
            method: 'POST',
            url: 'https://vendor.example/track?key=<masked>',
            headers: {},
            body: '{"user":"u1"}'
          },
          response: { statusCode: 400, statusMessage: 'Bad Request', headers: {}, body: 'The email is missing.' },
          duration: 117
        }
      ]
    }
  ]
}

it('shows everything that is known of a delivery', () => {
  expect(showDelivery(delivery).split('\n')).toEqual([
    'Delivery 1234 has failed: MESSAGE_REJECTED (status 400)',
    'The email is missing.',
    '',
    '  message id    m1',
    '  received      2026-11-27T09:00:00.000Z from shop',
    '  destination   wigzo',
    '  subscription  Purchases (trackCommerceEvent)',
    '  attempts      2',
    '  settled       2026-11-27T09:00:05.000Z',
    '',
    '── Event',
    '{',
    '  "type": "track",',
    '  "userId": "u1"',
    '}',
    '── Mapped payload',
    '{',
    '  "user": "u1"',
    '}',
    '',
    '── Attempt 1 at 2026-11-27T09:00:00.000Z: nobody knows whether the vendor got it',
    'OUTCOME_UNKNOWN: It was cut off.',
    'Its requests were not kept.',
    '',
    '── Attempt 2 at 2026-11-27T09:00:04.000Z, 120 ms: failed',
    'MESSAGE_REJECTED (status 400): The email is missing.',
    '── Request',
    'POST https://vendor.example/track?key=<masked>',
    '',
    '{',
    '  "user": "u1"',
    '}',
    '── Answer',
    '400 Bad Request (117 ms)',
    'The email is missing.'
  ])
})

it.each<[string, Partial<ShownDelivery>, string]>([
  [
    'a possible duplicate',
    { possibleDuplicate: true },
    'Possible duplicate: an attempt was cut off, or got no whole answer.'
  ],
  ['what is out of order', { outOfOrder: true }, 'Out of order: it was retried for so long'],
  ['what it corrects', { corrects: 900 }, 'corrects      delivery 900'],
  ['what corrects it', { correctedBy: [1300, 1301] }, 'corrected by  delivery 1300, 1301'],
  ['its replay', { replay: 5 }, 'replay        5'],
  ['its next attempt', { state: 'pending', dueAt: at, reason: undefined }, 'next attempt  2026-11-27T09:00:00.000Z'],
  ['an event that could not be taken', { subscription: undefined }, 'subscription  none: the event could not be taken'],
  ['a subscription that is gone', { action: undefined }, 'subscription  Purchases\n'],
  ['an attempt under way', { attemptRows: [{ attempt: 1, startedAt: at }] }, ': under way'],
  [
    'an attempt without requests',
    { attemptRows: [{ attempt: 1, startedAt: at, verdict: 'filtered', exchanges: [] }] },
    'It sent no request.'
  ]
])('marks %s', (_what, changes, text) => {
  expect(showDelivery({ ...delivery, ...changes })).toContain(text)
  expect(showDelivery(delivery)).not.toContain(text)
})
