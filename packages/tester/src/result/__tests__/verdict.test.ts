import type { CallError, Step } from '@partner-destinations/runner/wire'
import { verdictOf } from '../verdict'
import { batchResults } from './steps'

const exchange = { request: { url: '', method: '', headers: {}, body: '' }, response: null, duration: 1 }
const error: CallError = { statusCode: 400, message: '', errorClass: 'APIError', retry: false, requestError: true }

it.each<[string, Step[]]>([
  ['Nothing was sent', []],
  ['Nothing was sent', [{ skipped: 'No preset takes it.' }]],
  ['Delivered with 1 request', [exchange]],
  ['Delivered with 2 requests', [exchange, exchange, batchResults(200)]],
  ['Failed after 0 requests', [error]],
  ['Failed after 1 request', [exchange, error]],
  ['Failed after 1 request', [exchange, batchResults(200, 400)]],
  ['Refused by the sandbox', [{ ...error, refused: 'a connection to kafka.example:9092' }]],
  ['Refused by the sandbox', [exchange, { ...error, refused: 'a process' }, { ...error, refused: 'a thread' }]],
  ['Failed after 0 requests', [error, { ...error, refused: 'a process' }]],
  ['Failed after 1 request', [exchange, error, { ...error, refused: 'a thread' }]]
])('says %s', (title, steps) => {
  expect(verdictOf(steps).title).toBe(title)
})
