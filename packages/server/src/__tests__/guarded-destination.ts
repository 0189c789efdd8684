/** The code of a destination whose actions do each what its request client is not asked for. */
export const guardedDestination = `
const aws = require(${JSON.stringify(require.resolve('@aws-sdk/client-s3'))})
const axios = require(${JSON.stringify(require.resolve('axios'))})
const kafka = require(${JSON.stringify(require.resolve('kafkajs'))})
const undici = require(${JSON.stringify(require.resolve('undici'))})
const dns = require('node:dns')
const { exec } = require('node:child_process')
const { promisify } = require('node:util')

const until = (emitter: any, event: string) =>
  new Promise((resolve, reject) => emitter.once(event, resolve).once('error', reject))

const doings: Record<string, () => unknown> = {
  s3: () =>
    new aws.S3Client({ region: 'eu-west-1', credentials: { accessKeyId: 'invented', secretAccessKey: 'invented' } })
      .send(new aws.PutObjectCommand({ Bucket: 'lists', Key: 'people.csv', Body: 'u1,Jane' })),
  axios: () => axios.post('https://api.axios.example/people?page=2', { id: 'u1' }),
  fetch: async () => (await fetch('https://api.fetch.example/people', { method: 'POST', body: '{"id":"u1"}' })).json(),
  undici: () => undici.request('http://api.undici.example/people'),
  local: () => axios.delete('http://localhost:8080/guarded'),
  unread: () => until(require('node:https').get('https://api.unread.example/'), 'response'),
  net: () => until(require('node:net').connect(9092, 'kafka.example'), 'connect'),
  unheard: () => void require('node:net').connect(9092, 'kafka.example'),
  swallowed: () => until(require('node:net').connect(9092, 'kafka.example'), 'connect').catch(() => undefined),
  tls: () => until(require('node:tls').connect({ host: 'kafka.example', port: 9093 }), 'secureConnect'),
  http2: () => until(require('node:http2').connect('https://api.http2.example'), 'connect'),
  pipe: () => until(require('node:net').connect('/run/acme.sock'), 'connect'),
  docker: () => until(require('node:http').get({ socketPath: '/run/acme.sock', path: '/' }), 'response'),
  pool: () => new undici.Agent().request({ origin: 'https://api.pool.example', path: '/', method: 'GET' }),
  udp: () => promisify(Object.assign(require('node:dgram').createSocket('udp4')).send.bind(require('node:dgram').createSocket('udp4')))('x', 8125, 'stats.example'),
  lookup: () => promisify(dns.lookup)('api.lookup.example'),
  resolver: () => new dns.promises.Resolver().resolve4('api.resolver.example'),
  callback: () => promisify(dns.resolveTxt)('api.callback.example'),
  exec: () => promisify(exec)('curl https://api.exec.example'),
  execSync: () => require('node:child_process').execSync('TOKEN=abc curl https://api.exec.example'),
  fork: () => require('node:child_process').fork('/srv/worker.js'),
  thread: () => new (require('node:worker_threads').Worker)('1', { eval: true }),
  floating: () => void dns.promises.resolve('api.floating.example'),
  kafka: async () => {
    const client = new kafka.Kafka({ brokers: ['broker.example:9092'], retry: { retries: 1, initialRetryTime: 1 }, logLevel: 0 })
    await client.producer().connect()
  }
}

const actions = Object.entries(doings).map(([key, perform]) => [
  key,
  { title: key, description: key, fields: {}, perform, performBatch: perform }
])

export default {
  name: 'Guarded (Actions)',
  mode: 'cloud',
  authentication: { scheme: 'custom', fields: {}, testAuthentication: doings.net },
  onDelete: doings.axios,
  actions: Object.fromEntries(actions)
}
`
