import { format } from '../../json/json'
import { firstSample } from '../../event/samples'
import { currentCall, linkedState } from '../current-call'
import { initialState, reduce } from '../state'
import type { Action, State } from '../state'
import { destination, list, loaded, picked, started } from './catalogue'

function after(...actions: Action[]): State {
  return [...started, ...actions].reduce(reduce, initialState)
}

describe('the state', () => {
  it('starts with the first destination and its first sample', () => {
    expect(after()).toMatchObject({ folder: 'refersion', action: 'event', connection: 'connected' })
    expect(after().eventText).toBe(format(firstSample(destination('refersion')).event))
  })

  it('keeps what was typed when another destination is picked, or changed code is loaded', () => {
    const typed: Action = { type: 'typedEvent', text: '{"type": "page"}' }
    expect(after(typed, ...picked('wigzo'), { type: 'listed', list }, loaded('wigzo'))).toMatchObject({
      folder: 'wigzo',
      eventText: '{"type": "page"}'
    })
  })

  it('takes the sample of the destination that is picked when that of another was not touched', () => {
    const { eventText } = after(...picked('wigzo'))
    expect(eventText).toBe(format(firstSample(destination('wigzo')).event))
  })

  it('forgets what the sandbox holds only when another destination is picked', () => {
    const state = after({ type: 'readHoldings', holdings: { affiliates: [] } })
    expect(reduce(state, { type: 'pickedDestination', folder: 'refersion' }).holdings).toEqual({ affiliates: [] })
    expect(reduce(state, { type: 'pickedDestination', folder: 'wigzo' }).holdings).toBeUndefined()
  })

  it('marks what has changed since the last call began, or since the page was opened', () => {
    const [first, second, third] = [0, 1, 2].map((count) => ({ affiliates: Array.from({ length: count }, () => ({})) }))
    const opened = after({ type: 'readHoldings', holdings: first }, { type: 'readHoldings', holdings: second })
    expect(opened).toMatchObject({ holdings: second, holdingsBefore: first })
    const sent = reduce(opened, { type: 'readHoldings', holdings: second, isBefore: true })
    expect(reduce(sent, { type: 'readHoldings', holdings: third })).toMatchObject({
      holdings: third,
      holdingsBefore: second
    })
  })

  it('keeps the result of the last call while another runs, and when that one is cancelled', () => {
    const result = {
      call: { folder: 'refersion', action: 'event', payload: {}, settings: {} },
      previews: [],
      steps: []
    }
    const sent = after({ type: 'sent', result: { ...result, fault: 'none' } })
    const running = reduce(sent, { type: 'sends' })
    expect(running).toMatchObject({ isSending: true, result, isCancelled: false })
    expect(reduce(running, { type: 'cancelled' })).toMatchObject({ isSending: false, result, isCancelled: true })
    expect(reduce(reduce(running, { type: 'cancelled' }), { type: 'sends' }).isCancelled).toBe(false)
  })

  it('knows what was converted until the event is changed, and converts nothing that was changed meanwhile', () => {
    const conversion = { from: 'analytics.page()', what: 'a call of analytics.page', notes: [] }
    const converted = after(
      { type: 'typedEvent', text: conversion.from },
      { type: 'converted', text: '{"type": "page"}', conversion }
    )
    expect(converted).toMatchObject({ eventText: '{"type": "page"}', conversion })
    expect(reduce(converted, { type: 'typedEvent', text: conversion.from })).toMatchObject({
      eventText: conversion.from,
      conversion: undefined
    })
    const typedOn = after(
      { type: 'typedEvent', text: `${conversion.from};` },
      { type: 'converted', text: '{}', conversion }
    )
    expect(typedOn).toMatchObject({ eventText: `${conversion.from};`, conversion: undefined })
  })

  it('knows a sample again that comes with a link', () => {
    const linked = { folder: 'wigzo', action: 'event', settings: {}, mapping: {} }
    const { event, id } = firstSample(destination('wigzo'))
    const restored: Action = { type: 'restored', linked: { ...linked, eventText: format(event) } }
    expect(after(restored, loaded('wigzo')).sampleId).toBe(id)
  })

  it('knows a sample again that comes with a link before the destinations do', () => {
    const { event, id } = firstSample(destination('wigzo'))
    const linked = { folder: 'wigzo', action: 'event', settings: {}, mapping: {}, eventText: format(event) }
    const opened = reduce(initialState, { type: 'restored', linked })
    const late: Action[] = [{ type: 'listed', list }, loaded('wigzo')]
    expect(late.reduce(reduce, opened)).toMatchObject({ sampleId: id, eventText: format(event) })
  })

  it('keeps the sample of a destination that does not load for a while', () => {
    const { folder, samples } = destination('refersion')
    const details = { folder, samples, error: 'It is half written.' }
    expect(after({ type: 'loaded', details }).eventText).toBe(format(firstSample({ folder, samples }).event))
  })

  it('goes back to the presets when the action that was picked is gone', () => {
    const details = { ...destination('refersion'), actions: {} }
    expect(after({ type: 'pickedAction', action: 'send' }, { type: 'loaded', details }).action).toBe('event')
  })

  it.each([
    [undefined, ['wigzo', 'refersion'], 'wigzo'],
    [undefined, ['gone', 'wigzo'], 'wigzo'],
    [undefined, ['gone'], 'refersion'],
    [undefined, [], 'refersion'],
    ['wigzo', [], 'wigzo'],
    ['wigzo', ['refersion'], 'wigzo']
  ])('of a server for %s, after %j, starts with %s', (named, recent, folder) => {
    expect(reduce(initialState, { type: 'listed', list: { ...list, named }, recent }).folder).toBe(folder)
  })

  it('keeps the destination that is picked when the list comes again', () => {
    expect(after(...picked('wigzo'), { type: 'listed', list, recent: ['refersion'] }).folder).toBe('wigzo')
  })

  it('has no destination to send to until the picked one has been read', () => {
    const waiting = after({ type: 'pickedDestination', folder: 'wigzo' })
    expect(currentCall(waiting)).toBeUndefined()
    expect(reduce(waiting, loaded('refersion'))).toEqual(waiting)
    expect(currentCall(reduce(waiting, loaded('wigzo')))).toMatchObject({ folder: 'wigzo' })
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

describe('a link to what is not here', () => {
  const linked = { folder: 'wigzo', action: 'send', eventText: '{}', settings: {}, mapping: {} }
  const restored = (part: Partial<typeof linked>): Action => ({ type: 'restored', linked: { ...linked, ...part } })

  it.each([
    [{ folder: 'acme' }, 'This server has no destination “acme”.'],
    [{ action: 'gone' }, 'wigzo has no action “gone”.'],
    [{}, undefined]
  ])('as %j is told, before and after the destinations have come', (part, problem) => {
    const read: Action[] = [loaded('refersion'), loaded('wigzo')]
    expect(after(restored(part), ...read).linkProblem).toBe(problem)
    const early = [restored(part), { type: 'listed', list } as Action, ...read].reduce(reduce, initialState)
    expect(early.linkProblem).toBe(problem)
    expect(early.eventText).toBe('{}')
  })

  it('is forgotten when something is picked', () => {
    const problem = after({ type: 'foundBrokenLink', problem: 'The link is damaged.' })
    expect(problem.linkProblem).toBe('The link is damaged.')
    expect(reduce(problem, { type: 'listed', list }).linkProblem).toBe('The link is damaged.')
    expect(reduce(problem, { type: 'pickedDestination', folder: 'wigzo' }).linkProblem).toBeUndefined()
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
