import type { RequestClient, RequestOptions } from '@segment/actions-core'
import { Observation } from '../observation'
import type { BeforeRequest, MayStart } from '../observation'

/** A request client that asks before it sends, as the transport does, and what it has sent. */
function askingClient() {
  const sent: string[] = []
  const client = (url: string, options: RequestOptions) => {
    const { mayStart } = options as { mayStart?: MayStart }
    if (mayStart?.() === false) return Promise.reject(Object.assign(new Error('too late'), { code: 'ETIMEDOUT' }))
    if (url.endsWith('/refused')) return Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
    sent.push(url)
    return Promise.resolve(new Response('{}'))
  }
  return { sent, client: client as unknown as RequestClient }
}

/** Gives a permission each time: whether the request may start with it. The error is for the time after the last one. */
function giving(permissions: boolean[], then?: Error) {
  let asked = 0
  const beforeRequest: BeforeRequest = () => {
    const may = permissions[asked++]
    if (may === undefined && then) throw then
    return Promise.resolve(() => may)
  }
  return { beforeRequest, asked: () => asked }
}

const url = 'https://acme.example/people'

/** Sends one request, and tells what was seen of it. */
async function sendOne(permissions: boolean[], { then, path = '' }: { then?: Error; path?: string } = {}) {
  const { sent, client } = askingClient()
  const { beforeRequest, asked } = giving(permissions, then)
  const observation = new Observation(undefined, true, beforeRequest)
  const error = await observation
    .client(
      client,
      () => undefined,
      true
    )(`${url}${path}`)
    .then(
      () => undefined,
      (thrown: Error) => thrown.message
    )
  const { lost, prevented } = observation
  const exchanges = (await observation.read()).length
  return { sent: sent.length, asked: asked(), error, lost, exchanges, prevented: prevented !== undefined }
}

const sentOnce = { sent: 1, error: undefined, lost: undefined, exchanges: 1, prevented: false }
const notSent = { sent: 0, lost: 'request', exchanges: 0 }

describe('a request that is late when its connection is ready', () => {
  it.each([
    ['is sent if it is in time', [true], {}, { ...sentOnce, asked: 1 }],
    ['asks again, and is seen once', [false, false, true], {}, { ...sentOnce, asked: 3 }],
    ['fails after five times', Array<boolean>(9).fill(false), {}, { ...notSent, asked: 5, error: 'too late' }],
    [
      'is not sent if it is refused when it asks again',
      [false],
      { then: new Error('The lease has run out.') },
      { ...notSent, asked: 2, error: 'The lease has run out.', prevented: true }
    ],
    [
      'fails with any other error at once',
      [false, true],
      { path: '/refused' },
      { sent: 0, lost: 'request', exchanges: 1, asked: 2, error: 'refused' }
    ]
  ])('%s', async (_what, permissions, options, expected) => {
    expect(await sendOne(permissions, options)).toMatchObject(expected)
  })

  it('leaves nothing to wait for to whoever reads the exchanges meanwhile', async () => {
    let refuse = () => undefined as void
    const refused = new Promise<never>((_, reject) => (refuse = () => reject(new Error('denied'))))
    refused.catch(() => undefined)
    const answers = [Promise.resolve(() => false), refused]
    const { client } = askingClient()
    const observation = new Observation(undefined, true, () => answers.shift())
    const sending = observation.client(client, () => undefined, true)(url)
    while (answers.length > 0) await Promise.resolve()
    const reading = observation.read()
    refuse()
    await expect(sending).rejects.toThrow('denied')
    await reading
    expect(await observation.read()).toEqual([])
  })
})
