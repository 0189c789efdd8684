'use strict'
/* global expect, jest */

/**
 * Runs in a destination's own tests before each file, and writes every answer of their nock interceptors as a line of
 * JSON to the file that `RECORDED_ANSWERS` names.
 */
const { appendFileSync } = require('fs')

const { testPath } = expect.getState()
const installed = require.resolve('nock', { paths: [testPath] })

jest.doMock(installed, () => {
  const nock = jest.requireActual(installed)
  return new Proxy(nock, {
    apply: (target, self, given) => {
      const scope = Reflect.apply(target, self, given)
      scope.on('request', (request) => request.once('response', (response) => record(request, response)))
      return scope
    }
  })
})

/** Reads along with whoever reads the answer. */
function record(request, response) {
  const chunks = []
  response.on('data', (chunk) => chunks.push(Buffer.from(chunk)))
  response.on('end', () => {
    const answer = {
      method: request.method,
      host: request.getHeader('host') || request.host,
      path: request.path,
      status: response.statusCode,
      type: response.headers['content-type'],
      text: Buffer.concat(chunks).toString()
    }
    appendFileSync(process.env.RECORDED_ANSWERS, JSON.stringify(answer) + '\n')
  })
}
