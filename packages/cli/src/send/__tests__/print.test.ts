import { print } from '../print'

describe('print', () => {
  it('shows what the sandbox refused as a failure, and nothing about retries, which Segment would never make', () => {
    const message = 'This destination opened a connection to kafka.example:9092.'
    const error = { statusCode: 421, message, errorClass: 'SandboxRefusal', retry: false, requestError: true as const }
    expect(print({ steps: [{ ...error, refused: 'a connection to kafka.example:9092' }] })).toBe(
      `── Failed\n${message}`
    )
  })
})
