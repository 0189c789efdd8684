import { readPayload } from '../payload'

describe('what is typed as an event', () => {
  it.each([
    ['{"type": "page"}', { type: 'page' }],
    ['[{"type": "page"}, {}]', [{ type: 'page' }, {}]]
  ])('%s is one', (text, payload) => {
    expect(readPayload(text)).toEqual({ payload })
  })

  it.each([
    ['', 'The event is not valid JSON. It is empty.'],
    ['{"type": }', /^The event is not valid JSON\. ./],
    ['"page"', 'An event is an object in braces, or a list of such objects in brackets.'],
    ['[]', 'The list has no event in it.'],
    ['[{}, 7]', 'Item 2 of the list is no event: an event is an object in braces.']
  ])('%j is none, and why is said', (text, error) => {
    expect(readPayload(text).error).toEqual(typeof error === 'string' ? error : expect.stringMatching(error))
  })
})
