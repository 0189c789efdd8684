import type { Outcome } from '@partner-destinations/runner/wire'
import { print } from '../print'

const sent: Outcome = {
  payload: { email: 'jane@example.com' },
  steps: [
    {
      request: { method: 'POST', url: 'https://api.acme.example/', headers: { accept: '*/*' }, body: '{"a":1}' },
      response: { statusCode: 200, statusMessage: 'OK', headers: {}, body: '{"ok":true}' },
      duration: 44.6
    }
  ]
}

const request = `── Mapped payload
{
  "email": "jane@example.com"
}
── Request
POST https://api.acme.example/
accept: */*

{
  "a": 1
}
`

describe('the outcome of a call, for a person', () => {
  it('has the payload, the request and the answer', () => {
    expect(print(sent, false)).toBe(`${request}── Answer
200 OK (44.6 ms)
{
  "ok": true
}`)
  })

  it('has no answer, status or time when the request was not sent', () => {
    expect(print(sent, true)).toBe(`${request}── Not sent (--dry-run)`)
  })

  it.each([[[]], [undefined]])('has no payload when nothing was mapped: %j', (payload) => {
    const skipped = 'No preset of Acme takes events of type "group".'
    expect(print({ payload, steps: [{ skipped }] }, false)).toBe(`── Skipped\n${skipped}`)
  })

  it('shows what the sandbox refused as a failure, and nothing about retries, which Segment would never make', () => {
    const message = 'This destination opened a connection to kafka.example:9092.'
    const error = { statusCode: 421, message, errorClass: 'SandboxRefusal', retry: false, requestError: true as const }
    const steps = [{ ...error, refused: 'a connection to kafka.example:9092' }]
    expect(print({ steps }, false)).toBe(`── Failed\n${message}`)
  })
})
