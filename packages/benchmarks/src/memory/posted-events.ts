import { Pool } from 'undici'

/** How many events are under way at a time. */
const CONCURRENCY = 16

/** What `POST /<destination>/event` answers for an event that was delivered. */
type Steps = { response?: { statusCode: number } | null }[]

/**
 * Posts track events to `serve`, each of another user, and makes sure that the vendor's stand-in took each of them.
 *
 * @param destination where to post them, as `http://127.0.0.1:3000/<destination>`
 * @param from number of the first event, `to` that of the last one
 * @throws Error for the first event that was not delivered
 */
export async function postEvents(destination: string, from: number, to: number): Promise<void> {
  const { origin, pathname } = new URL(destination)
  const pool = new Pool(origin, { connections: CONCURRENCY })
  let next = from
  const postOn = async () => {
    while (next <= to) await post(pool, `${pathname}/event`, next++)
  }
  try {
    await Promise.all(Array.from({ length: CONCURRENCY }, postOn))
  } finally {
    await pool.close()
  }
}

async function post(pool: Pool, path: string, number: number): Promise<void> {
  const { statusCode, body } = await pool.request({
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event(number))
  })
  const text = await body.text()
  const steps = statusCode === 200 ? (JSON.parse(text) as Steps) : []
  if (steps.length !== 1 || steps[0].response?.statusCode !== 200) {
    throw new Error(`Event ${number} was not delivered: ${statusCode} ${text}`)
  }
}

function event(number: number): object {
  return {
    type: 'track',
    event: 'Signed Up',
    userId: `user-${number}`,
    messageId: `message-${number}`,
    timestamp: '2026-01-02T03:04:05.678Z',
    properties: { plan: 'Startup', seats: number % 100, source: 'Analytics Academy' },
    context: { library: { name: 'analytics.js', version: '2.11.1' } }
  }
}
