import { SandboxAgent } from '../agent'
import type { EchoState } from '../echo'
import { send, useSandbox } from '../test-client'
import { standIns } from './invented-vendors'

const changed: string[] = []
const local = useSandbox({
  standIns,
  echo: true,
  onChange: (name) => changed.push(name),
  conceal: (request) => JSON.parse(JSON.stringify(request).replace(/s3cret/g, '<hidden>')) as typeof request
})

const received = (name: string) => (local.sandbox.read(name) as EchoState).received

/** A request of a destination, as its agent sends it. */
async function sendAs(destination: string, url: string, options: object = {}, body?: string) {
  const agent = new SandboxAgent(local.sandbox, destination)
  try {
    return await agent.follow({ faults: [] }, () => send(url, { agent, ...options }, body))
  } finally {
    agent.close()
  }
}

it('answers for every host, over http and https, with 200 and an empty object', async () => {
  for (const url of ['https://hooks.slack.com/services/T1', 'http://api.initech.example:8080/']) {
    expect(await sendAs('slack', url)).toMatchObject({ status: 200, body: {} })
  }
})

it('keeps what a destination sent, the newest first, and hides credentials', async () => {
  await sendAs('slack', 'https://hooks.slack.com/first')
  await sendAs(
    'slack',
    'https://hooks.slack.com/second?channel=a&channel=b&api_key=k',
    { method: 'PUT', headers: { Authorization: 'Bearer k', 'X-Api-Key': 'k', 'Content-Type': 'text/plain' } },
    '{"text": "hello"}'
  )

  const [second, first] = received('slack')
  expect(first).toMatchObject({ method: 'GET', path: '/first', query: [], body: null })
  expect(second).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    method: 'PUT',
    host: 'hooks.slack.com',
    path: '/second',
    query: [
      ['channel', 'a'],
      ['channel', 'b'],
      ['api_key', '<masked>']
    ],
    headers: expect.objectContaining({
      authorization: '<masked>',
      'x-api-key': '<masked>',
      'content-type': 'text/plain',
      host: 'hooks.slack.com'
    }),
    body: { text: 'hello' },
    answer: { status: 200, by: 'echo' }
  })
  expect(second.headers).not.toHaveProperty('x-sandbox-tell')
})

it.each([
  ['not JSON', 'a=1&b=2', 'a=1&b=2'],
  ['a JSON text', '"hello"', 'hello'],
  ['a list', '[1]', [1]],
  ['too deep to be copied', '['.repeat(100_000), '['.repeat(64 * 1024)]
])('keeps a body that is %s', async (_what, text, body) => {
  await sendAs('slack', 'https://hooks.slack.com/', { method: 'POST' }, text)

  expect(received('slack')[0].body).toEqual(body)
})

it('keeps the beginning of a long body, and says how long it was', async () => {
  await sendAs('slack', 'https://hooks.slack.com/', { method: 'POST' }, JSON.stringify('x'.repeat(100_000)))

  expect(received('slack')[0]).toMatchObject({ body: `"${'x'.repeat(64 * 1024 - 1)}`, cutFrom: 100_002 })
})

it.each([
  ['a body', '{"text": "s3cret"}', { text: '<hidden>' }],
  ['a long body, also where it is cut', 'x'.repeat(64 * 1024 - 3) + 's3cret', 'x'.repeat(64 * 1024 - 3) + '<hi']
])('conceals what it is told to in %s', async (_what, text, body) => {
  await sendAs('slack', 'https://hooks.slack.com/s3cret', { method: 'POST' }, text)

  expect(received('slack')[0]).toMatchObject({ path: '/<hidden>', body, answer: { status: 200, by: 'echo' } })
})

it('keeps two destinations apart, and a request without a destination under its host', async () => {
  await sendAs('slack', 'https://shared.example/a')
  await sendAs('friendbuy', 'https://shared.example/b')
  await local.raw('https://shared.example/c', {})

  expect(['slack', 'friendbuy', 'shared.example'].map((name) => received(name).map(({ path }) => path))).toEqual([
    ['/a'],
    ['/b'],
    ['/c']
  ])
})

it('leaves the hosts of a stand-in to the stand-in, and keeps other hosts of its destination under the host', async () => {
  await sendAs('globex', 'https://api.globex.example/v1/event', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' }
  })
  await sendAs('globex', 'https://elsewhere.example/')

  expect(local.sandbox.read('globex')).toEqual({ events: 1 })
  expect(received('elsewhere.example')).toHaveLength(1)
})

it('fails as it is told to, and keeps the request with what became of it', async () => {
  local.sandbox.setFaults('slack', [{ path: '/down', status: 503 }, { reset: 'before' }])

  expect(await sendAs('slack', 'https://hooks.slack.com/down')).toMatchObject({
    status: 503,
    body: { error: 'Service Unavailable' }
  })
  await expect(sendAs('slack', 'https://hooks.slack.com/other')).rejects.toThrow()
  expect(local.sandbox.faults('slack')).toEqual([])
  expect(received('slack').map(({ path, answer }) => [path, answer])).toEqual([
    ['/other', null],
    ['/down', { status: 503, by: 'fault' }]
  ])
})

it('says when something was received', async () => {
  changed.length = 0
  await sendAs('slack', 'https://hooks.slack.com/')

  expect(changed).toEqual(['slack'])
})

it('forgets one destination, or all, with the faults', async () => {
  await sendAs('slack', 'https://hooks.slack.com/')
  await sendAs('friendbuy', 'https://mapi.fbot.me/')
  local.sandbox.setFaults('slack', { status: 503 })

  local.sandbox.reset('slack')
  expect([received('slack'), local.sandbox.faults('slack')]).toEqual([[], []])
  expect(received('friendbuy')).toHaveLength(1)

  local.sandbox.reset()
  expect(received('friendbuy')).toEqual([])
})

it('keeps the last 2,000 requests', async () => {
  const agent = new SandboxAgent(local.sandbox, 'slack')
  await agent.follow({ faults: [] }, async () => {
    for (let batch = 0; batch < 21; batch++) {
      await Promise.all(
        Array.from({ length: 100 }, (_, index) => send(`https://a.example/${batch}/${index}`, { agent }))
      )
    }
  })
  agent.close()

  expect(received('slack')).toHaveLength(2000)
  expect(received('slack').filter(({ path }) => path.startsWith('/0/'))).toEqual([])
})

it('is read and reset by the control API under any name', async () => {
  await sendAs('slack', 'https://hooks.slack.com/')
  expect((await local.control('GET', '/slack')).body).toMatchObject({ received: [{ path: '/' }] })

  expect((await local.control('PUT', '/slack/faults', { path: '/any', status: 500 })).status).toBe(200)
  expect((await local.control('DELETE', '/slack')).status).toBe(204)
  expect((await local.control('GET', '/slack')).body).toEqual({ received: [] })
  expect((await local.control('GET', '/')).status).toBe(404)
})
