import type { AnswerableRequest } from '@partner-destinations/sandbox'
import { readAnswersFile } from '../answers-file'
import { VendorAnswers } from '../vendor-answers'

const answersOf = (yaml: string) => new VendorAnswers(readAnswersFile(`answers:\n${yaml}`, 'slack.answers.yaml'))

function request(line: string, parts: Partial<AnswerableRequest> = {}): AnswerableRequest {
  const [method, target] = line.split(' ')
  const { hostname, pathname, searchParams } = new URL(target, 'https://slack.com')
  return { method, host: hostname, path: pathname, query: searchParams, headers: {}, body: null, ...parts }
}

const empty = { status: 200, headers: {}, body: {} }

it.each([
  ['a path', '- path: /a', 'GET /a', empty],
  ['a path with any query', '- path: /a', 'GET /a?b=1', empty],
  ['no longer path', '- path: /a', 'GET /a/b', undefined],
  ['one part by its name', '- path: /users/:id/posts', 'GET /users/7/posts', empty],
  ['all other parts by a name', '- path: /v1/*rest', 'GET /v1/a/b/c', empty],
  ['its method', '- path: /a\n  method: POST', 'POST /a', empty],
  ['no other method', '- path: /a\n  method: POST', 'GET /a', undefined],
  ['its host', '- path: /a\n  host: slack.com', 'GET /a', empty],
  ['no other host', '- path: /a\n  host: slack.com', 'GET https://other.example/a', undefined]
])('answers %s', (_what, yaml, line, answer) => {
  expect(answersOf(yaml).find(request(line))).toEqual(answer)
})

it('answers with the first that fits', () => {
  const answers = answersOf('- { path: /a, body: first }\n- { path: /*all, body: second }')

  expect(answers.find(request('GET /a'))?.body).toBe('first')
  expect(answers.find(request('GET /b'))?.body).toBe('second')
})

it('answers with a status, headers and a body', () => {
  const answers = answersOf('- path: /a\n  status: 404\n  headers: { Content-Type: text/plain }\n  body: nobody')

  expect(answers.find(request('GET /a'))).toEqual({
    status: 404,
    headers: { 'content-type': 'text/plain' },
    body: 'nobody'
  })
})

it.each([
  ['a part of the path', '${params.id}', '7'],
  ['the query', '${query.q}', 'x'],
  ['a header', '${headers.x-request-id}', 'r1'],
  ['a value of the body, as it is', '${body.user.age}', 42],
  ['an object of the body', '${body.user}', { age: 42, name: 'Ada' }],
  ['values within a text', 'Hello ${body.user.name}, you are ${body.user.age}', 'Hello Ada, you are 42'],
  ['an item of a list', '${body.tags.1}', 'b'],
  ['nothing for what is not there', '${body.nobody.name}', null],
  ['nothing of what every object has', '${body.constructor}', null],
  ['an empty text for what is not there, within a text', 'Hello ${body.nobody}', 'Hello ']
])('fills in %s', (_what, template, filled) => {
  const answers = answersOf(`- { path: "/users/:id", body: { value: ${JSON.stringify(template)} } }`)
  const body = { user: { age: 42, name: 'Ada' }, tags: ['a', 'b'] }

  const answer = answers.find(request('POST /users/7?q=x', { headers: { 'x-request-id': 'r1' }, body }))
  expect(answer?.body).toEqual({ value: filled })
})

it('answers a sequence in its order, and then with its last', () => {
  const answers = answersOf('- path: /job\n  sequence: [{ status: 202 }, { body: done }]')
  const bodies = [1, 2, 3].map(() => answers.find(request('GET /job')))

  expect(bodies.map((answer) => [answer?.status, answer?.body])).toEqual([
    [202, {}],
    [200, 'done'],
    [200, 'done']
  ])
})

it('keeps a collection: POST adds, GET lists, and GET with an id answers one', () => {
  const answers = answersOf('- { path: /people, collection: { id: email, list: data } }')
  const ada = { email: 'ada@example.com', name: 'Ada' }

  expect(answers.find(request('GET /people'))?.body).toEqual({ data: [] })
  expect(answers.find(request('POST /people', { body: ada }))).toMatchObject({ status: 201, body: ada })
  expect(answers.find(request('GET /people'))?.body).toEqual({ data: [ada] })
  expect(answers.find(request('GET /people/ada%40example.com'))).toMatchObject({ status: 200, body: ada })
  expect(answers.find(request('GET /people/nobody'))?.status).toBe(404)
  expect(answers.find(request('DELETE /people'))).toBeUndefined()
})

it('gives an item an id if it has none', () => {
  const answers = answersOf('- { path: /people, collection: {} }')

  expect(answers.find(request('POST /people', { body: { name: 'Ada' } }))?.body).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: 'Ada'
  })
})

it.each([
  ['no path', '- status: 200', 'slack.answers.yaml:2: answers[0].path: This is missing. It must be a text.'],
  ['a path that is none', '- path: users', 'slack.answers.yaml:2: answers[0].path: This must be a path such as'],
  ['a pattern that is none', '- path: "/:"', 'slack.answers.yaml:2: answers[0].path: This must be a path such as'],
  ['an unknown method', '- { path: /a, method: get }', 'This must be "GET", "HEAD", "POST"'],
  ['a status out of range', '- { path: /a, status: 99 }', 'answers[0].status: This must be at least 200.'],
  ['an unknown key', '- { path: /a, code: 404 }', "answers[0].code: This key isn't known here."],
  ['two kinds at once', '- { path: /a, status: 200, sequence: [{}] }', 'An answer has either status, headers and body'],
  ['a collection with a method', '- { path: /a, method: GET, collection: {} }', 'so it has no method.']
])('refuses %s', (_what, yaml, message) => {
  expect(() => answersOf(yaml)).toThrow(message)
})
