import type { Step } from '@partner-destinations/runner/wire'
import { grouped } from '../../many/grouped'
import { markOf, unitsOf } from '../units'
import { batchResults, callError, exchange } from './steps'

/** How many steps the units have, each with its preset and event. */
function shapeOf(steps: Step[], isList: boolean) {
  return unitsOf(steps, isList).map(({ preset, event, steps: own, requestsBefore }) => [
    preset,
    event,
    own.length,
    requestsBefore
  ])
}

describe('the steps of a call belong together', () => {
  it('when they are of a single event and one preset', () => {
    const steps = [
      { ...exchange(422), preset: 'A' },
      { ...exchange(200), preset: 'A' },
      { ...exchange(500), preset: 'B' },
      { ...callError(), preset: 'B' }
    ]
    expect(shapeOf(steps, false)).toEqual([
      ['A', undefined, 2, 0],
      ['B', undefined, 2, 2]
    ])
  })

  it('when they are of the same event of a list', () => {
    const steps = [
      { ...exchange(422), events: [0] },
      { ...exchange(200), events: [0] },
      { ...callError(), events: [1] },
      { ...exchange(200), events: [2] },
      { skipped: 'No preset takes it.', events: [3] }
    ]
    expect(shapeOf(steps, true)).toEqual([
      [undefined, 0, 2, 0],
      [undefined, 1, 1, 2],
      [undefined, 2, 1, 2],
      [undefined, 3, 1, 3]
    ])
  })

  it('when they are of a batch, which ends with its results', () => {
    const results: Step = batchResults(200, 200)
    const steps = [exchange(200), exchange(200), results, exchange(200), results]
    expect(shapeOf(steps, true)).toEqual([
      [undefined, undefined, 3, 0],
      [undefined, undefined, 2, 2]
    ])
  })

  it('or not: of a list without numbers, only an error is known to be of the failed request before it', () => {
    expect(shapeOf([exchange(200), exchange(200), callError(), exchange(500), callError()], true)).toEqual([
      [undefined, undefined, 1, 0],
      [undefined, undefined, 1, 1],
      [undefined, undefined, 1, 2],
      [undefined, undefined, 2, 2]
    ])
  })
})

describe('what became of a unit', () => {
  it.each<[string, string, Step[]]>([
    ['good', 'POST api.example.com/v1/new: 200 Said', [exchange(200)]],
    [
      'good',
      'POST api.example.com/v1/new: 422 Said, then POST api.example.com/v1/edit: 200 Said',
      [exchange(422), exchange(200, '', 'edit')]
    ],
    ['good', 'POST api.example.com/v1/new: 200 Said (It took long.)', [{ ...exchange(200), fault: 'It took long.' }]],
    ['good', 'A batch of 2 events with 1 request', [exchange(200), batchResults(200, 200)]],
    ['neutral', 'No preset takes it.', [{ skipped: 'No preset takes it.' }]],
    ['neutral', 'A socket was refused.', [callError('A socket was refused.', { refused: 'a socket' })]],
    ['neutral', 'POST api.example.com/v1/new: 500 Said', [exchange(500)]],
    ['bad', 'APIError: It is wrong.', [exchange(422), callError()]],
    ['bad', 'Email is missing.', [callError('Email is missing.', { problems: [], errorClass: 'AggregateAjvError' })]],
    ['bad', '1 of 2 events failed', [exchange(200), batchResults(200, 400)]]
  ])('is %s: %s', (mark, label, steps) => {
    expect(markOf(unitsOf(steps, false)[0])).toEqual({ mark, label })
  })

  it('puts a thousand of them into a few groups: what failed first, and without what is only their own', () => {
    const steps = Array.from({ length: 1000 }, (_, event): Step => {
      if (event % 100 === 0) return { ...callError(`Email "user-${event}" is taken.`), events: [event] }
      return event % 10 === 0
        ? { skipped: 'No preset takes it.', events: [event] }
        : { ...exchange(200), events: [event] }
    })
    const groups = grouped(unitsOf(steps, true), markOf)
    expect(groups.map(({ mark, label, items }) => [mark, label, items.length])).toEqual([
      ['bad', 'APIError: Email … is taken.', 10],
      ['neutral', 'No preset takes it.', 90],
      ['good', 'POST api.example.com/v1/new: 200 Said', 900]
    ])
    expect(groups[0].items[1].event).toBe(100)
  })
})
