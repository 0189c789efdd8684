import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFunction } from '../create'
import type { CreationBody } from '../create'

const body: CreationBody = {
  displayName: 'Acme',
  resourceType: 'DESTINATION',
  code: 'async function onTrack() {}',
  settings: []
}
const token = 'invented-token'

/** Stands in for Segment's Public API. */
async function withApi<Result>(
  status: number,
  answer: object,
  work: (api: string, asked: unknown[]) => Promise<Result>
) {
  const asked: unknown[] = []
  const server = http.createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += String(chunk)))
    request.on('end', () => {
      asked.push([request.method, request.url, request.headers.authorization, JSON.parse(text)])
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked)
  } finally {
    server.close()
  }
}

describe('createFunction', () => {
  it('sends the function with the token, and returns its id', async () => {
    await withApi(200, { data: { function: { id: 'df_1' } } }, async (api, asked) => {
      expect(await createFunction(body, { api, token })).toBe('df_1')
      expect(asked).toEqual([['POST', '/functions', `Bearer ${token}`, body]])
    })
  })

  it("shows Segment's words when it refuses, without the token", async () => {
    await withApi(401, { errors: [{ message: `The token ${token} is not valid.` }] }, async (api) => {
      await expect(createFunction(body, { api, token })).rejects.toThrow(
        /^Segment didn't create the function: 127\.0\.0\.1:\d+ answered with status 401: The token <masked> is not valid\.$/
      )
    })
  })

  it.each(['http://api.example.com', 'ftp://127.0.0.1', 'nothing'])('sends no token to %s', async (api) => {
    await expect(createFunction(body, { api, token })).rejects.toThrow('must begin with https://')
  })
})
