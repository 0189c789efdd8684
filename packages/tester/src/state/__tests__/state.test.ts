import { format } from '../../json/json'
import { firstSample } from '../../event/samples'
import type { Catalogue, Destination } from '../../server/types'
import { currentCall, linkedState } from '../current-call'
import { initialState, reduce } from '../state'
import type { Action, State } from '../state'

const destination = (folder: string): Destination => ({
  folder,
  name: folder,
  actions: { send: { title: 'Send', description: '', hasBatch: false } },
  hasDelete: false,
  demoSettings: { apiKey: 'demo.secret', region: 'eu' },
  manifest: {
    name: folder,
    authentication: {
      fields: { apiKey: { label: 'Key', type: 'password' }, region: { label: 'Region', type: 'string' } }
    },
    actions: {
      send: { title: 'Send', description: '', fields: { password: { label: 'Password', type: 'password' } } }
    }
  }
})
const catalogue: Catalogue = { mode: 'sandbox', destinations: [destination('refersion'), destination('wigzo')] }

function after(...actions: Action[]): State {
  return [{ type: 'loaded', catalogue } as Action, ...actions].reduce(reduce, initialState)
}

describe('the state', () => {
  it('starts with the first destination and its first sample', () => {
    expect(after()).toMatchObject({ folder: 'refersion', action: 'event', connection: 'connected' })
    expect(after().eventText).toBe(format(firstSample('refersion').event))
  })

  it('keeps what was typed when another destination is picked, or changed code is loaded', () => {
    const typed: Action = { type: 'typedEvent', text: '{"type": "page"}' }
    const picked: Action = { type: 'pickedDestination', folder: 'wigzo' }
    expect(after(typed, picked, { type: 'loaded', catalogue })).toMatchObject({
      folder: 'wigzo',
      eventText: '{"type": "page"}'
    })
  })

  it('takes the sample of the destination that is picked when that of another was not touched', () => {
    const { eventText } = after({ type: 'pickedDestination', folder: 'wigzo' })
    expect(eventText).toBe(format(firstSample('wigzo').event))
  })

  it('forgets what the sandbox holds only when another destination is picked', () => {
    const state = after({ type: 'readHoldings', holdings: { affiliates: [] } })
    expect(reduce(state, { type: 'pickedDestination', folder: 'refersion' }).holdings).toEqual({ affiliates: [] })
    expect(reduce(state, { type: 'pickedDestination', folder: 'wigzo' }).holdings).toBeUndefined()
  })

  it('knows a sample again that comes with a link', () => {
    const linked = { folder: 'wigzo', action: 'event', settings: {}, mapping: {} }
    const { event, id } = firstSample('wigzo')
    expect(after({ type: 'restored', linked: { ...linked, eventText: format(event) } }).sampleId).toBe(id)
  })

  it('goes back to the presets when the action that was picked is gone', () => {
    const without = { ...catalogue, destinations: [{ ...destination('refersion'), actions: {} }] }
    expect(after({ type: 'pickedAction', action: 'send' }, { type: 'loaded', catalogue: without }).action).toBe('event')
  })
})

describe('the call', () => {
  it('has the settings and the mapping that were entered for its destination and action', () => {
    const state = after(
      { type: 'typedEvent', text: '{}' },
      { type: 'changedSetting', key: 'region', value: 'us' },
      { type: 'pickedAction', action: 'send' },
      { type: 'mapped', mapping: { text: 'x' } }
    )
    const settings = { apiKey: 'demo.secret', region: 'us' }
    const call = { folder: 'refersion', payload: {}, settings }
    expect(currentCall(state)).toEqual({ ...call, action: 'send', mapping: { text: 'x' } })
    expect(currentCall(reduce(state, { type: 'pickedAction', action: 'event' }))).toEqual({ ...call, action: 'event' })
  })

  it('is none while the event is none', () => {
    expect(currentCall(after({ type: 'typedEvent', text: '{' }))).toBeUndefined()
  })
})

describe('what a link keeps', () => {
  it('has no secret, wherever it was entered', () => {
    const state = after(
      { type: 'pickedAction', action: 'send' },
      { type: 'changedSetting', key: 'apiKey', value: 'mine.very-own' },
      { type: 'changedSetting', key: 'region', value: 'us' },
      { type: 'mapped', mapping: { password: 'Horse-1', text: 'Horse-1 and very-own' } },
      { type: 'typedEvent', text: '{"note": "mine.very-own"}' }
    )
    expect(linkedState(state)).toEqual({
      folder: 'refersion',
      action: 'send',
      eventText: '{"note": "<masked>"}',
      settings: { region: 'us' },
      mapping: { text: '<masked> and <masked>' }
    })
  })
})
