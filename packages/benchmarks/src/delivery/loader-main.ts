import { Pool } from 'undici'
import { answerQuestions } from '../asked-process'
import { numbered } from './delivered-case'
import type { Load, LoaderStart } from './loader-process'

/** The process of `LoaderProcess`: posts events to the Tracking API of the engine. */
async function main({ port }: LoaderStart) {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 16 })
  return { first: true, answer: (load: Load) => post(pool, load) }
}

/** @returns how many milliseconds it took until everything was accepted, without making the events */
async function post(pool: Pool, { writeKey, event, from, count, perRequest, inFlight }: Load): Promise<number> {
  const bodies: string[] = []
  for (let first = from; first < from + count; first += perRequest) {
    const size = Math.min(perRequest, from + count - first)
    const batch = Array.from({ length: size }, (_, index) => numbered(event, first + index))
    bodies.push(JSON.stringify({ batch, writeKey }))
  }
  const start = performance.now()
  const postOn = async () => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
      const answer = await pool.request({
        method: 'POST',
        path: '/v1/batch',
        headers: { 'content-type': 'application/json' },
        body
      })
      const text = await answer.body.text()
      if (answer.statusCode !== 200) throw new Error(`Intake answered ${answer.statusCode}: ${text}`)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, postOn))
  return performance.now() - start
}

answerQuestions(main)
