import { createHmac } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { client } from '../../__tests__/http-client'
import { Delivered } from './delivered'

let delivered: Delivered
beforeEach(() => (delivered = new Delivered()))
afterEach(() => delivered.remove())

const source = {
  name: 'shop',
  writeKey: 'wk5ecretOfTheShop0000000000000000',
  webhookSecret: 'hook-s3cret-of-the-shop',
  webhookToken: 'token-s3cret/of the+shop'
}

/** The values of the settings that are passwords. */
function passwords(): string[] {
  return delivered.config.destinations.flatMap(({ definition, settings }) => {
    const fields = Object.entries(definition.authentication?.fields ?? {})
    return fields.flatMap(([key, { type }]) => (type === 'password' ? (settings[key] as string) : []))
  })
}

/** A secret, and the forms in which it could travel. */
function forms(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(`${secret}:`).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('hex'),
    ...secret.split('.').filter((part) => part.length >= 8)
  ]
}

/** Every file of the store. */
function files(): [where: string, text: string][] {
  return fs
    .readdirSync(delivered.folder)
    .map((name) => [name, fs.readFileSync(path.join(delivered.folder, name), 'latin1')])
}

async function webhook(body: string, signature: string, headers: Record<string, string> = {}) {
  const { port } = delivered.running?.engine ?? { port: 0 }
  return client(port)('POST', '/webhooks/shop', body, { 'x-signature': signature, ...headers })
}

const sign = (text: string, secret = source.webhookSecret) => createHmac('sha1', secret).update(text).digest('hex')

it('no secret is in the store, the log, the API, the metrics or an answer', async () => {
  const { config } = delivered
  const settingsOf = (name: string) => config.destinations.find((one) => one.name === name)?.settings ?? {}
  config.sources = [source]
  for (const destination of config.destinations) destination.sources = ['shop']
  const secrets = [...passwords(), source.writeKey, source.webhookSecret, source.webhookToken]
  const wrong = 'wrong-t0ken-of-wishpond'
  expect(secrets.length).toBeGreaterThanOrEqual(5)

  const shown: [where: string, text: string][] = []
  const see = (where: string, answer: { status: number; body: unknown; headers: object }) => {
    shown.push([where, JSON.stringify([answer.headers, answer.body])])
    return answer
  }
  const running = await delivered.start()
  const identify = (userId: string) => ({
    userId,
    messageId: userId,
    traits: { email: `${userId}@example.com`, first_name: 'Ada', password: 'made-passw0rd' }
  })

  // Delivered; with a wrong key; answered with an error; and with forged proofs.
  see('intake', await delivered.send('identify', identify('u1'), source.writeKey))
  await delivered.settled('wigzo', 'wishpond', 'refersion')
  expect(see('a wrong key', await delivered.send('identify', identify('u2'), `${source.writeKey}x`)).status).toBe(401)
  for (const vendor of ['wigzo', 'wishpond', 'refersion']) {
    const fault = { status: 400, times: 20 }
    expect(await delivered.operate('PUT', `/sandbox/${vendor}/faults`, fault)).toMatchObject({ status: 200 })
  }
  see('intake', await delivered.send('identify', identify('u3'), source.writeKey))
  await delivered.settled('wigzo', 'wishpond', 'refersion')
  Object.assign(settingsOf('wishpond'), { trackingKey: wrong })
  await running.reload({ ...config, destinations: config.destinations.map((one) => ({ ...one })) })
  see('intake', await delivered.send('identify', identify('u4'), source.writeKey))
  await delivered.settled('wigzo', 'wishpond', 'refersion')

  const event = JSON.stringify({ type: 'identify', ...identify('u5') })
  expect(see('a webhook', await webhook(event, sign(event))).status).toBe(200)
  expect(see('a forged webhook', await webhook(event, sign(event, 'another'))).status).toBe(401)
  expect(see('a forged webhook', await webhook(event, source.webhookSecret)).status).toBe(401)
  const token = { 'x-webhook-token': source.webhookToken }
  expect(see('a batch', await webhook(`[${event}]`, sign(event), token)).status).toBe(200)
  expect(see('a batch', await webhook(`[${event}]`, sign(event), { 'x-webhook-token': 'no' })).status).toBe(401)
  await delivered.settled('wigzo', 'wishpond', 'refersion')

  const { body: rows } = await delivered.operate('GET', '/api/deliveries?limit=500')
  const paths = ['counts', 'destinations', 'deliveries', 'deliveries?state=failed', 'nothing'].map(
    (name) => `/api/${name}`
  )
  const details = (rows as { id: number }[]).map(({ id }) => `/api/deliveries/${id}`)
  const others = ['/metrics', '/health', '/ready', '/sandbox/wigzo', '/sandbox/wishpond', '/sandbox/refersion']
  for (const where of [...paths, ...details, ...others]) see(where, await delivered.operate('GET', where))
  // Something was kept that had secrets in it.
  expect(shown.filter(([where, text]) => where.startsWith('/api/') && text.includes('<masked>'))).not.toEqual([])

  const whileRunning = files()
  // Personal data is in clear there, so a secret would be found.
  expect(whileRunning.filter(([, text]) => text.includes('u1@example.com'))).not.toEqual([])
  expect(delivered.lines).not.toEqual([])
  await running.stop()
  const all = [...shown, ...whileRunning, ...files(), ...delivered.lines.map((line) => ['log', line] as const)]
  const found = [...secrets, wrong].flatMap((secret) =>
    all.flatMap(([where, text]) => (forms(secret).some((form) => text.includes(form)) ? `${secret} in ${where}` : []))
  )
  expect([...new Set(found)]).toEqual([])
})

it('a webhook that is replayed is delivered once', async () => {
  delivered.config.sources = [source]
  for (const destination of delivered.config.destinations) destination.sources = ['shop']
  await delivered.start()
  const event = JSON.stringify({ type: 'identify', userId: 'u1', messageId: 'm1', traits: { email: 'u1@example.com' } })
  for (let times = 0; times < 3; times++) expect((await webhook(event, sign(event))).status).toBe(200)
  expect((await webhook(event.replace('u1@', 'u2@'), sign(event))).status).toBe(401)
  expect((await delivered.settled('wigzo')).wigzo).toMatchObject({ delivered: 1 })
  expect((await delivered.holdings('wigzo')).users).toHaveLength(1)
  expect((await delivered.operate('GET', '/metrics')).body).toContain(
    'delivery_received_total{source="shop",outcome="duplicate"} 2\n'
  )
})
