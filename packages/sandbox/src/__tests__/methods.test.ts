import { useSandbox } from '../test-client'

const reader = {
  routes: { '/v1/account': () => ({ status: 'active' }), '/v1/event': () => ({ received: 1 }) },
  methods: { '/v1/account': 'GET' },
  errorBody: (_status: number, message: string) => ({ error: message }),
  read: () => ({}),
  reset: () => undefined
}
const local = useSandbox({ standIns: { reader: { host: 'api.reader.example', create: () => reader } } })

it.each([
  ['GET', '/v1/account', 200],
  ['POST', '/v1/account', 405],
  ['POST', '/v1/event', 200],
  ['GET', '/v1/event', 405]
])('a call by %s of %s is answered with %i', async (method, path, status) => {
  expect(await local.raw(`https://api.reader.example${path}`, { method })).toMatchObject({ status })
})
