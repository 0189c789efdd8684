import type { Judged } from '../../machine/judge'
import type { Pause } from '../../store/store'
import { Health } from '../health'
import { workerPolicy } from '../policy'

const now = 1_000_000

function retry(code: string, more: Partial<Judged> = {}, status?: number): Judged {
  return { verdict: { kind: 'retry', reason: { code, message: 'No.', status } }, ...more }
}

describe('a vendor is down', () => {
  it.each<[string, Judged, Pause['by'] | undefined]>([
    ['if it refuses connections', retry('ECONNREFUSED'), 'outage'],
    ['if it answers 503', retry('503', {}, 503), 'outage'],
    ['if it does not answer, and the destination hides that', retry('RETRY', { isUnanswered: true }), 'outage'],
    ['not if the destination just asks for another attempt', retry('RETRY'), undefined],
    ['not if it answers 408', retry('408', {}, 408), undefined]
  ])('%s', (_what, judged, by) => {
    const health = new Health(workerPolicy)
    const pauses = Array.from({ length: workerPolicy.outageAfter }, (_, id) => health.note(id, judged, now))
    expect(pauses.slice(0, -1).every((pause) => pause === undefined)).toBe(true)
    expect(pauses[pauses.length - 1]?.by).toBe(by)
  })
})

describe('an outage is confirmed', () => {
  it.each<[string, boolean, Judged, boolean]>([
    ['by another 503', true, retry('503', {}, 503), true],
    ['by another broken connection', true, retry('ECONNRESET'), true],
    ['not by the first 503', false, retry('503', {}, 503), false],
    ['not by a destination that just asks for another attempt', true, retry('RETRY'), false],
    ['not by a 429', true, retry('429', {}, 429), false],
    ['not by a success', true, { verdict: { kind: 'delivered' } }, false]
  ])('%s', (_what, wasDown, judged, expected) => {
    const health = new Health(workerPolicy)
    if (wasDown) for (let id = 0; id < workerPolicy.outageAfter; id++) health.note(id, retry('503', {}, 503), now)
    expect(health.confirmsOutage(judged)).toBe(expected)
  })
})
