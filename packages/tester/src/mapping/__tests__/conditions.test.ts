import type { Conditions } from '@partner-destinations/server/wire'
import { doHold, subjectsOf } from '../conditions'

const values: Record<string, string | boolean | number> = { kind: 'contact', count: 0, on: true, empty: '' }
const known = { valueOf: (key: string) => values[key], syncMode: 'upsert' }
const is = (fieldKey: string, value?: string | string[] | boolean | number) =>
  ({ fieldKey, operator: 'is', value } as const)
const isNot = (fieldKey: string, value?: string | string[]) => ({ fieldKey, operator: 'is_not', value } as const)

describe('conditions', () => {
  it.each<[boolean, Conditions]>([
    [true, { conditions: [is('kind', 'contact')] }],
    [false, { conditions: [is('kind', 'lead')] }],
    [true, { conditions: [is('kind', ['lead', 'contact'])] }],
    [true, { conditions: [is('on', true)] }],
    [false, { conditions: [is('on', false)] }],
    [true, { conditions: [is('count', 0)] }],
    [true, { conditions: [isNot('kind', 'lead')] }],
    [false, { conditions: [isNot('kind', ['lead', 'contact'])] }],
    [true, { conditions: [isNot('absent', 'lead')] }],
    [true, { conditions: [is('absent')] }],
    [true, { conditions: [is('empty')] }],
    [false, { conditions: [is('kind')] }],
    [true, { conditions: [isNot('kind')] }],
    [false, { conditions: [isNot('absent')] }],
    [true, { conditions: [{ type: 'syncMode', operator: 'is', value: 'upsert' }] }],
    [false, { conditions: [{ type: 'syncMode', operator: 'is_not', value: 'upsert' }] }],
    [false, { conditions: [is('kind', 'contact'), is('kind', 'lead')] }],
    [false, { match: 'all', conditions: [is('kind', 'contact'), is('kind', 'lead')] }],
    [true, { match: 'any', conditions: [is('kind', 'contact'), is('kind', 'lead')] }],
    [false, { match: 'any', conditions: [is('kind', 'a'), is('kind', 'b')] }]
  ])('hold: %s, as %j', (expected, conditions) => {
    expect(doHold(conditions, known)).toBe(expected)
  })

  it('say what they look at, each once', () => {
    const conditions: Conditions['conditions'] = [
      is('kind', 'a'),
      is('kind', 'b'),
      { type: 'syncMode', operator: 'is', value: 'add' }
    ]
    expect(subjectsOf({ conditions }, (key) => key.toUpperCase())).toBe('KIND, the sync mode')
  })
})
