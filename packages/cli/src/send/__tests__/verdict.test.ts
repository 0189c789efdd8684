import type { CallError, Exchange, Outcome } from '@partner-destinations/runner/wire'
import { verdicts } from '../verdict'

const exchange: Exchange = {
  request: { url: 'https://api.vendor.example/', method: 'POST', headers: {}, body: '' },
  response: { statusCode: 422, statusMessage: '', headers: {}, body: '' },
  duration: 1
}
const error: CallError = {
  statusCode: 422,
  message: 'The email is taken.',
  errorClass: 'APIError',
  retry: false,
  requestError: true
}

describe('verdicts', () => {
  it.each<[string, Outcome['steps'], unknown[]]>([
    ['an event that was sent', [exchange], [{ kind: 'done' }]],
    ['an event for which nothing had to be sent', [], [{ kind: 'done' }]],
    [
      'an event that failed',
      [exchange, error],
      [{ kind: 'failed', reason: 'APIError, status 422: The email is taken.' }]
    ],
    [
      'an event that failed with a message that is no text',
      [{ ...error, message: { errors: ['taken'] } }],
      [{ kind: 'failed', reason: 'APIError, status 422: {"errors":["taken"]}' }]
    ],
    [
      'an event for which the sandbox refused a connection',
      [{ ...error, message: 'This destination opened a connection.', refused: 'a connection' }],
      [{ kind: 'failed', reason: 'This destination opened a connection.' }]
    ],
    [
      'an event that no preset takes',
      [{ skipped: 'No preset takes it.' }],
      [{ kind: 'skipped', reason: 'No preset takes it.' }]
    ],
    [
      'an event that one preset delivered and another did not',
      [
        { ...exchange, preset: 'One' },
        { ...error, preset: 'Two' }
      ],
      [{ kind: 'failed', reason: 'APIError, status 422: The email is taken.' }]
    ],
    [
      'a batch with an event that failed',
      [
        exchange,
        {
          multistatus: [
            { status: 200, retry: false },
            { status: 400, retry: false, errormessage: '"Email" is missing.' },
            { status: 201, retry: false }
          ]
        }
      ],
      [{ kind: 'done' }, { kind: 'failed', reason: 'Status 400: "Email" is missing.' }, { kind: 'done' }]
    ],
    [
      'a batch of two presets',
      [
        {
          multistatus: [
            { status: 200, retry: false },
            { status: 500, retry: true }
          ]
        },
        {
          multistatus: [
            { status: 429, retry: true, errormessage: 'Later.' },
            { status: 200, retry: false }
          ]
        }
      ],
      [
        { kind: 'failed', reason: 'Status 429: Later.' },
        { kind: 'failed', reason: 'Status 500: no reason given' }
      ]
    ],
    [
      'a batch that failed as a whole',
      [error],
      [
        { kind: 'failed', reason: 'APIError, status 422: The email is taken.' },
        { kind: 'failed', reason: 'APIError, status 422: The email is taken.' }
      ]
    ]
  ])('tell what became of %s', (_what, steps, expected) => {
    expect(verdicts({ steps }, expected.length)).toEqual(expected)
  })
})
