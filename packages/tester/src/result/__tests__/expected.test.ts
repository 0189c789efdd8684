import type { Step } from '@partner-destinations/runner/wire'
import { whyExpected } from '../expected'
import { batchResults, callError, exchange } from './steps'

const went = 'Expected: this destination handles a 422 here. It went on with the next request instead of failing.'
const ended = 'Expected: this destination does not treat a 422 here as a failure.'

describe('an answer that looks like a failure', () => {
  it.each<[string, Step[], string | undefined]>([
    ['is expected when another request follows', [exchange(422), exchange(200)], went],
    ['is expected when another request follows and fails', [exchange(422), exchange(500), callError()], went],
    ['is expected when the event did not fail', [exchange(422)], ended],
    ['is expected in a batch that went well', [exchange(422), batchResults(200)], ended],
    ['is not expected when the event failed with it', [exchange(422), callError()], undefined],
    [
      'is not known to be expected in a batch of which an event failed',
      [exchange(422), exchange(200), batchResults(200, 422)],
      undefined
    ],
    ['is none when it is good', [exchange(200), exchange(200)], undefined],
    ['is none when it did not come', [exchange(), exchange(200)], undefined]
  ])('%s', (_name, steps, why) => {
    expect(whyExpected(steps, 0)).toBe(why)
  })
})
