import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readAnswersFile } from '../src/answers-file'
import { recordAnswers } from '../src/record/record'

/** Inside of the project, so that its packages are found. */
let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(__dirname, 'recorded-'))
  writeFileSync(path.join(folder, 'package.json'), '{"jest": {"testEnvironment": "node"}}')
  const text = `
    const nock = require('nock')
    const fetch = require('cross-fetch')
    it('creates', async () => {
      nock('https://acme.example').post('/people').reply(201, { id: 7 })
      nock('https://acme.example').get('/people/7').query(true).reply(() => [404, 'nobody'])
      await fetch('https://acme.example/people', { method: 'POST', body: '{}' })
      expect(await (await fetch('https://acme.example/people/7?all=1')).text()).toBe('nobody')
    })
    it('fails', () => expect(1).toBe(Number(process.env.ONE ?? 1)))
    `
  writeFileSync(path.join(folder, 'acme.test.js'), text)
  writeFileSync(path.join(folder, 'empty.test.js'), "it('sends nothing', () => undefined)")
})

afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => delete process.env.ONE)

it("records what the interceptors of a destination's own tests answered", () => {
  process.env.ONE = '2'
  const { text, answers, failures } = recordAnswers([path.join(folder, 'acme.test.js')])

  expect(answers).toBe(2)
  expect(readAnswersFile(text, 'acme.answers.yaml')).toEqual([
    { method: 'POST', host: 'acme.example', path: '/people', status: 201, body: { id: 7 } },
    { method: 'GET', host: 'acme.example', path: '/people/7', status: 404, body: 'nobody' }
  ])
  expect(failures).toContain('● fails')
})

it.each([
  ['a file that is not there', 'none.test.js', 'There is no file'],
  ['tests that send nothing', 'empty.test.js', 'No nock interceptor answered in these tests']
])('refuses %s', (_what, name, message) => {
  expect(() => recordAnswers([path.join(folder, name)])).toThrow(message)
})
