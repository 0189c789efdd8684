import fc from 'fast-check'
import { readAnswersFile } from '../answers-file'
import { answersFileOf } from '../record/recorded'
import type { RecordedAnswer } from '../record/recorded'
import { VendorAnswers } from '../vendor-answers'

const answer = (parts: Partial<RecordedAnswer>): RecordedAnswer => ({
  method: 'GET',
  host: 'a.example:443',
  path: '/a?b=c',
  status: 200,
  type: 'application/json',
  text: '{}',
  ...parts
})

const entriesOf = (...answers: RecordedAnswer[]) => readAnswersFile(answersFileOf(answers), 'a.answers.yaml')

it('writes an entry for each method, host and path', () => {
  const entries = entriesOf(
    answer({}),
    answer({ method: 'POST' }),
    answer({ host: 'b.example' }),
    answer({ path: '/z' })
  )

  expect(entries).toEqual([
    { method: 'GET', host: 'a.example', path: '/a', body: {} },
    { method: 'POST', host: 'a.example', path: '/a', body: {} },
    { method: 'GET', host: 'b.example', path: '/a', body: {} },
    { method: 'GET', host: 'a.example', path: '/z', body: {} }
  ])
})

it('writes answers that differ as a sequence, each once', () => {
  const entries = entriesOf(answer({ status: 202 }), answer({ text: '{"id": 1}' }), answer({ status: 202 }))

  expect(entries).toEqual([
    { method: 'GET', host: 'a.example', path: '/a', sequence: [{ status: 202, body: {} }, { body: { id: 1 } }] }
  ])
})

it('writes the content type only where the body does not say it', () => {
  const entries = entriesOf(
    answer({ path: '/text', type: 'text/plain; charset=utf-8', text: 'ok' }),
    answer({ path: '/page', type: 'text/html', text: '<p>' })
  )

  expect(entries).toMatchObject([{ body: 'ok' }, { body: '<p>', headers: { 'content-type': 'text/html' } }])
  expect(entries[0]).not.toHaveProperty('headers')
})

it('answers with what was recorded, whatever is in the path and the body', () => {
  const special = fc.constantFrom(
    '$',
    '{',
    '}',
    '${body}',
    '$$',
    ':',
    '*',
    '(',
    ')',
    '[',
    ']',
    '!',
    '?',
    '+',
    '.',
    '\\',
    'a'
  )
  const text = fc.array(special, { maxLength: 8 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, fc.jsonValue({ stringUnit: special }), text, (path, body, more) => {
      const json = { more, body }
      const pathname = `/${path}`.split('?')[0]
      const answers = new VendorAnswers(entriesOf(answer({ path: pathname, text: JSON.stringify(json) })))

      const found = answers.find({
        method: 'GET',
        host: 'a.example',
        path: pathname,
        query: new URLSearchParams(),
        headers: {},
        body: null
      })
      expect(JSON.stringify(found?.body)).toBe(JSON.stringify(json))
    })
  )
})
