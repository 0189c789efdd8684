import type { DeliveryDetails } from '../../store/store'
import { correctedEvent, revisionIds } from '../correction'

const failed = { receivedAt: Date.parse('2026-11-27T10:00:00Z') } as DeliveryDetails
const event = {
  type: 'track',
  event: 'Sent',
  userId: 'u1',
  timestamp: '2026-11-26T00:00:00Z',
  receivedAt: '2026-11-26T00:00:01Z'
}

describe('a corrected event', () => {
  it('has the id of its revision, and everything else as it was written', () => {
    const taken = correctedEvent(failed, { ...event, messageId: 'm1' }, 'm1#2')
    expect(taken.event).toEqual({ ...event, messageId: 'm1#2' })
    expect(JSON.parse(taken.body)).toEqual({ ...event, messageId: 'm1#2' })
    expect(taken.messageId).toBe('m1#2')
  })

  it('gets the times that it lacks', () => {
    const { body } = correctedEvent(failed, { type: 'identify', userId: 'u1' }, 'm1#2')
    expect(JSON.parse(body)).toEqual({
      type: 'identify',
      userId: 'u1',
      messageId: 'm1#2',
      receivedAt: '2026-11-27T10:00:00.000Z',
      timestamp: '2026-11-27T10:00:00.000Z'
    })
  })

  it.each<[string, unknown, string]>([
    ['no object', [event], 'The event must be a JSON object.'],
    ['nothing', undefined, 'The event must be a JSON object.'],
    ['too deep', { ...event, properties: deep(100) }, 'The event is nested deeper than 100 levels.'],
    [
      'too large',
      { ...event, properties: { text: 'x'.repeat(65 * 1024) } },
      'The event has 66 kB. An event can have 64 kB at most.'
    ],
    ['of no type', { ...event, type: 'trak' }, '"type" must be one of: identify, track, page, screen, group, alias.'],
    ['of nobody', { ...event, userId: null }, 'The event needs a "userId" or an "anonymousId".'],
    ['without a name', { ...event, event: '' }, 'A track event needs a name in "event".']
  ])('is refused if it is %s', (_what, wrong, message) => {
    expect(() => correctedEvent(failed, wrong, 'm1#2')).toThrow(message)
  })

  it('has an id in any case, also when its own was wrong', () => {
    expect(correctedEvent(failed, { ...event, messageId: 7 }, 'm1#2').event.messageId).toBe('m1#2')
  })
})

describe('the ids of corrections', () => {
  it.each<[string, string, boolean, string[]]>([
    ['count from 2', 'm1', false, ['m1#2', 'm1#3']],
    ['go on from the one that is corrected', 'm1#2', true, ['m1#3', 'm1#4']],
    ['go on beyond nine', 'm1#9', true, ['m1#10', 'm1#11']],
    ['leave the number of a sender alone', 'm1#2', false, ['m1#2#2', 'm1#2#3']],
    ['are as long as ids may be', 'x'.repeat(100), false, [`${'x'.repeat(98)}#2`, `${'x'.repeat(98)}#3`]]
  ])('%s', (_what, messageId, isCorrection, expected) => {
    const ids = revisionIds(messageId, isCorrection)
    expect([ids.next().value, ids.next().value]).toEqual(expected)
  })
})

function deep(levels: number): object {
  return levels === 0 ? {} : { inner: deep(levels - 1) }
}
