import type { TesterCall } from '../../server/server'
import { changedSince } from '../changed-since'
import { currentCall } from '../current-call'
import { initialState, reduce } from '../state'
import type { Action, State } from '../state'
import { started } from './catalogue'

const typed: Action[] = [
  ...started,
  { type: 'pickedAction', action: 'send' },
  { type: 'typedEvent', text: '{"type": "page"}' }
]
const state = typed.reduce(reduce, initialState)
const made = currentCall(state) as TesterCall

describe('since a call was made', () => {
  it.each<[ReturnType<typeof changedSince>, Action]>([
    ['event', { type: 'typedEvent', text: '{"type": "track"}' }],
    ['event', { type: 'typedEvent', text: '{' }],
    ['action', { type: 'pickedAction', action: 'event' }],
    ['mapping', { type: 'mapped', mapping: { text: 'x' } }],
    ['settings', { type: 'changedSetting', key: 'region', value: 'us' }],
    [undefined, { type: 'typedEvent', text: '  {"type":"page"}  ' }],
    [undefined, { type: 'changedSetting', key: 'region', value: 'eu' }],
    [undefined, { type: 'pickedFault', fault: 'reset' }]
  ])('the %s is what differs after %j', (what, action) => {
    expect(changedSince(made, reduce(state, action))).toBe(what)
  })

  it('nothing differs when a change is taken back', () => {
    const back = (['track', 'page'] as const).reduce<State>(
      (last, type) => reduce(last, { type: 'typedEvent', text: JSON.stringify({ type }) }),
      state
    )
    expect(changedSince(made, back)).toBeUndefined()
  })
})
