import {
  APIError,
  IntegrationError,
  InvalidAuthenticationError,
  PayloadValidationError,
  RetryableError
} from '@segment/actions-core'
import { describeError } from '../call-error'

function withCode(code: string): Error {
  return Object.assign(new Error('request failed'), { code })
}

describe('describeError', () => {
  it.each([
    [new PayloadValidationError('no email'), 'PayloadValidationError', 400, false],
    [new InvalidAuthenticationError('wrong key'), 'InvalidAuthenticationError', 401, false],
    [new APIError('is already taken', 422), 'APIError', 422, false],
    [new APIError('slow down', 429), 'APIError', 429, true],
    [new APIError('locked', 423), 'APIError', 423, true],
    [new APIError('timed out', 408), 'APIError', 408, true],
    [new IntegrationError('not there', 'NOT_IMPLEMENTED', 501), 'IntegrationError', 501, false],
    [new RetryableError('try again', 503), 'RetryableError', 503, true],
    [withCode('ETIMEDOUT'), 'Error', 500, true],
    [withCode('ECONNRESET'), 'Error', 500, true]
  ])('says of %s its class, status, and whether Segment retries it', (error, errorClass, statusCode, retry) => {
    expect(describeError(error)).toMatchObject({
      errorClass,
      statusCode,
      retry,
      message: error.message,
      requestError: true
    })
  })

  it('describes what is thrown and is no error', () => {
    expect(describeError('just a text')).toMatchObject({ statusCode: 500, message: 'just a text' })
  })
})
