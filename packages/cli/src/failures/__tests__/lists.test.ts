import type { Difference, Operation, ShownGroup } from '@partner-destinations/delivery/wire'
import { listFailures } from '../list-failures'
import { listOperations } from '../list-operations'
import { showDifference } from '../show-difference'

const now = Date.UTC(2026, 10, 27, 12)
const minute = 60_000

const group: ShownGroup = {
  id: 3,
  destination: 'wigzo',
  subscription: 'Purchases',
  action: 'trackCommerceEvent',
  code: 'MESSAGE_REJECTED',
  status: 400,
  message: 'The email\nof u1 is missing.',
  count: 340,
  firstAt: now - 180 * minute,
  lastAt: now - 2 * minute
}

describe('the list of failures', () => {
  it('has a row and the message for each group, and says how to go on', () => {
    const untaken: ShownGroup = {
      id: 12,
      destination: 'wishpond',
      code: 'unknown_type',
      message: '"type" must be one of: …',
      count: 1,
      firstAt: now,
      lastAt: now
    }
    expect(listFailures([group, untaken], now, 80).split('\n')).toEqual([
      'group  count  first  last  destination  subscription  code',
      '3      340    3h     2m    wigzo        Purchases     MESSAGE_REJECTED',
      '  trackCommerceEvent, status 400: The email of u1 is missing.',
      '12     1      0s     0s    wishpond     -             unknown_type',
      '  "type" must be one of: …',
      '',
      '341 failed deliveries. To see one with its requests: failures show --group 3'
    ])
  })

  it('fits the terminal', () => {
    const wide = { ...group, destination: 'a'.repeat(64), subscription: 'b'.repeat(90), message: 'c'.repeat(500) }
    const [head, row, message] = listFailures([wide], now, 80).split('\n')
    expect([head.length, row.length, message.length].every((length) => length <= 80)).toBe(true)
    expect(row).toMatch(/^3 +340 +3h +2m +a+… +b+… +MESSAGE_REJECTED$/)
    expect(message).toMatch(/c…$/)
  })

  it('says when there is nothing', () => {
    expect(listFailures([], now, 80)).toBe('No delivery has failed.')
  })
})

describe('the difference', () => {
  const sample = { id: 7, before: [], after: [] }
  const exchange = { request: { url: '', method: 'POST', headers: {}, body: '' }, response: null, duration: 1 }
  const difference: Difference = {
    compared: 1000,
    groups: [
      {
        outcome: 'delivered',
        count: 980,
        changes: [
          { path: 'body.email', before: 'ann', after: 'ann@example.com' },
          { path: 'body.total', after: 7 },
          { path: 'headers.x-old', before: 'yes' },
          { path: '…' }
        ],
        samples: [sample, { ...sample, id: 9 }]
      },
      {
        outcome: 'failed',
        code: '503',
        message: 'It is\ndown.',
        count: 19,
        changes: [],
        samples: [{ ...sample, before: [exchange], after: [exchange] }]
      },
      { outcome: 'failed', code: 'MESSAGE_REJECTED', message: 'No name.', count: 2, changes: [], samples: [sample] },
      {
        outcome: 'filtered',
        code: 'FILTERED_AT_MAPPING',
        message: 'No.',
        count: 1,
        nothingKept: true,
        changes: [],
        samples: [sample]
      }
    ]
  }

  it('says what would become of how many, and what would change', () => {
    expect(showDifference(difference, 80).split('\n')).toEqual([
      'Tried 1000 deliveries in the sandbox, with the present config. Nothing was changed.',
      '',
      '980 deliveries would be delivered',
      '  body.email: "ann" → "ann@example.com"',
      '  body.total: nothing → 7',
      '  headers.x-old: "yes" → nothing',
      '  …: changes',
      '  such as delivery 7, 9',
      '',
      '19 deliveries would fail again: 503',
      '  It is down.',
      '  The requests would be the same.',
      '  such as delivery 7',
      '',
      '2 deliveries would fail again: MESSAGE_REJECTED',
      '  No name.',
      '  No request was sent, and none would be.',
      '  such as delivery 7',
      '',
      '1 delivery would be filtered: FILTERED_AT_MAPPING',
      '  No.',
      '  The requests that failed were not kept, so the changes are unknown.',
      '  such as delivery 7'
    ])
  })

  it('stays short, however much changes', () => {
    const changes = Array.from({ length: 25 }, (_, index) => ({ path: `body.${index}`, after: 'x'.repeat(200) }))
    const lines = showDifference({ compared: 1, groups: [{ ...difference.groups[0], changes }] }, 80).split('\n')
    expect(lines).toHaveLength(25)
    expect(lines[23]).toBe('  and 5 more changes')
    expect(lines.slice(2).every((line) => line.length <= 80)).toBe(true)
  })

  it('says when nothing fits', () => {
    expect(showDifference({ compared: 0, groups: [] }, 80)).toBe(
      'No failed delivery fits, so there is nothing to compare.'
    )
  })
})

describe('the operator log', () => {
  const operation = (action: Operation['action'], what: Operation['what'], count = 0): Operation => ({
    id: 1,
    at: Date.UTC(2026, 10, 27, 9, 30, 5),
    who: 'ann',
    action,
    what,
    count
  })

  it('says who did what and when', () => {
    const operations = [
      operation('resend', { group: 3, first: 10 }, 10),
      operation('discard', { since: 0, user: '…' }, 2),
      operation('resend', { deliveries: [7, 8] }, 2),
      operation('erase', {}, 3)
    ]
    expect(listOperations(operations, 80).split('\n')).toEqual([
      'when (UTC)           who  what     count',
      '2026-11-27 09:30:05  ann  resend   10     group 3, first 10',
      '2026-11-27 09:30:05  ann  discard  2      since 1970-01-01T00:00:00.000Z, user …',
      '2026-11-27 09:30:05  ann  resend   2      deliveries 7 8',
      '2026-11-27 09:30:05  ann  erase    3'
    ])
  })

  it('fits the terminal', () => {
    const lines = listOperations([operation('pause', { reason: 'x'.repeat(200) })], 80).split('\n')
    expect(lines.every((line) => line.length <= 80)).toBe(true)
  })

  it('says when it is empty', () => {
    expect(listOperations([], 80)).toBe('No operator has done anything yet.')
  })
})
