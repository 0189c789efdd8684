import type { CallError, Exchange, Step } from '@partner-destinations/runner/wire'
import { judge } from '../judge'

function exchange(statusCode: number): Exchange {
  const request = { url: 'https://acme.example/', method: 'POST', headers: {}, body: '' }
  return { request, response: { statusCode, statusMessage: '', headers: {}, body: {} }, duration: 1 }
}

function error(about: Partial<CallError>): CallError {
  return { statusCode: 400, message: 'No.', errorClass: 'HTTPError', retry: false, requestError: true, ...about }
}

describe('the verdict on one event', () => {
  it.each<[string, Step[], object]>([
    ['nothing to tell: delivered', [], { kind: 'delivered' }],
    ['only exchanges that were kept: delivered', [exchange(200)], { kind: 'delivered' }],
    [
      'nothing for the destination: filtered',
      [{ skipped: 'Nothing to send.' }],
      { kind: 'filtered', reason: { code: 'FILTERED_AT_MAPPING', message: 'Nothing to send.' } }
    ],
    [
      'a 400 of the vendor: rejected',
      [exchange(400), error({})],
      { kind: 'failed', reason: { code: 'MESSAGE_REJECTED', message: 'No.', status: 400 } }
    ],
    [
      'a 404 that the destination makes an error of its own: rejected, with the status of the answer',
      [exchange(404), error({ statusCode: 404, errorClass: 'IntegrationError' })],
      { kind: 'failed', reason: { code: 'MESSAGE_REJECTED', message: 'No.', status: 404 } }
    ],
    [
      'a payload that the schema refuses: rejected, without a status, as nobody answered',
      [error({ errorClass: 'AggregateAjvError' })],
      { kind: 'failed', reason: { code: 'MESSAGE_REJECTED', message: 'No.' } }
    ],
    [
      'a 401: the credentials',
      [exchange(401), error({ statusCode: 401 })],
      { kind: 'failed', reason: { code: 'INVALID_AUTHENTICATION', message: 'No.', status: 401 } }
    ],
    [
      'a 403: the credentials',
      [exchange(403), error({ statusCode: 403 })],
      { kind: 'failed', reason: { code: 'INVALID_AUTHENTICATION', message: 'No.', status: 403 } }
    ],
    [
      'a 429: its status',
      [exchange(429), error({ statusCode: 429, retry: true })],
      { kind: 'retry', reason: { code: '429', message: 'No.', status: 429 } }
    ],
    [
      'a 503: its status',
      [exchange(503), error({ statusCode: 503, retry: true })],
      { kind: 'retry', reason: { code: '503', message: 'No.', status: 503 } }
    ],
    [
      'a 501, which nobody retries: its status',
      [exchange(501), error({ statusCode: 501 })],
      { kind: 'failed', reason: { code: '501', message: 'No.', status: 501 } }
    ],
    [
      'no connection: the code of Node',
      [error({ statusCode: 500, errorClass: 'FetchError', code: 'ECONNREFUSED', retry: true })],
      { kind: 'retry', reason: { code: 'ECONNREFUSED', message: 'No.' } }
    ],
    [
      'code that throws: internal',
      [exchange(200), error({ statusCode: 500, errorClass: 'TypeError', retry: true })],
      { kind: 'retry', reason: { code: 'INTERNAL', message: 'No.' } }
    ],
    [
      'a destination that asks for a retry after a good answer',
      [exchange(200), error({ statusCode: 500, errorClass: 'RetryableError', retry: true })],
      { kind: 'retry', reason: { code: 'RETRY', message: 'No.' } }
    ],
    [
      'something that the sandbox refused',
      [error({ statusCode: 421, errorClass: 'SandboxRefusal', refused: 'a connection to kafka.example:9092' })],
      { kind: 'failed', reason: { code: 'NOT_IN_SANDBOX', message: 'No.' } }
    ],
    [
      'the words of a vendor as JSON',
      [error({ message: { errors: ['No such list.'] } })],
      { kind: 'failed', reason: { code: 'MESSAGE_REJECTED', message: '{"errors":["No such list."]}', status: 400 } }
    ],
    [
      'a vendor without words',
      [error({ message: '' })],
      {
        kind: 'failed',
        reason: { code: 'MESSAGE_REJECTED', message: 'The answer has the status 400 and no words.', status: 400 }
      }
    ]
  ])('%s', (_what, steps, verdict) => {
    expect(judge({ steps }, 1)).toEqual([{ verdict }])
  })

  it.each<[string, Partial<CallError>, object]>([
    ['the answer got lost', { lost: 'answer' }, { mayHaveArrived: true }],
    ['no connection came about', { lost: 'request' }, {}]
  ])('says that nobody answered when %s, whatever the destination makes of it', (_what, lost, doubt) => {
    const why = { statusCode: 408, errorClass: 'RetryableError' }
    const words = { code: 'RETRY', message: 'No.' }
    expect(judge({ steps: [error({ ...why, ...lost, retry: true })] }, 1)).toEqual([
      { verdict: { kind: 'retry', reason: words, ...doubt }, isUnanswered: true }
    ])
    expect(judge({ steps: [error({ ...why, ...lost })] }, 1)).toEqual([
      { verdict: { kind: 'failed', reason: words, ...doubt }, isUnanswered: true }
    ])
  })

  it('says until when the vendor asks to wait', () => {
    const failed = error({ statusCode: 429, retry: true, retryAfter: '2026-11-26T20:00:30.000Z' })
    expect(judge({ steps: [failed] }, 1)[0].retryAfter).toBe(Date.UTC(2026, 10, 26, 20, 0, 30))
  })

  it('keeps no page of HTML', () => {
    const [{ verdict }] = judge({ steps: [error({ message: 'x'.repeat(100_000) })] }, 1)
    expect(verdict).toMatchObject({ kind: 'failed', reason: { message: `${'x'.repeat(500)}…` } })
  })
})

describe('the verdicts on a batch', () => {
  it('has one for each event, by its own status', () => {
    const multistatus = [
      { status: 200, retry: false },
      { status: 400, retry: false, errormessage: 'No email.' },
      { status: 429, retry: true, errormessage: 'Too many.', retryAfter: '2026-11-26T20:00:30.000Z' },
      { status: 408, retry: true, errormessage: 'No answer.', lost: 'answer' as const }
    ]
    expect(judge({ steps: [exchange(429), { multistatus }] }, 4)).toEqual([
      { verdict: { kind: 'delivered' } },
      { verdict: { kind: 'failed', reason: { code: 'MESSAGE_REJECTED', message: 'No email.' } } },
      {
        verdict: { kind: 'retry', reason: { code: '429', message: 'Too many.', status: 429 } },
        retryAfter: Date.UTC(2026, 10, 26, 20, 0, 30)
      },
      {
        verdict: { kind: 'retry', reason: { code: '408', message: 'No answer.' }, mayHaveArrived: true },
        isUnanswered: true
      }
    ])
  })

  it('is the same for all events if the whole call failed', () => {
    const verdict = { kind: 'retry', reason: { code: '502', message: 'No.', status: 502 } }
    const failed = error({ statusCode: 502, retry: true })
    expect(judge({ steps: [failed] }, 2)).toEqual([{ verdict }, { verdict }])
  })

  it('retries an event that has no result', () => {
    const [, second] = judge({ steps: [{ multistatus: [{ status: 200, retry: false }] }] }, 2)
    expect(second.verdict).toMatchObject({ kind: 'retry', reason: { code: 'INTERNAL' } })
  })
})
