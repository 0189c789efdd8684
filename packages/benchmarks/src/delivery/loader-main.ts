import { setTimeout as sleep } from 'node:timers/promises'
import type { SegmentEvent } from '@segment/actions-core'
import { Pool } from 'undici'
import { answerQuestions, monotonicMs } from '../asked-process'
import { numbered } from './delivered-case'
import type { Load, LoaderQuestion, LoaderStart, PacedLoad, PostedAt } from './loader-process'

/** The process of `LoaderProcess`: posts events to the Tracking API of the engine. */
async function main({ port }: LoaderStart) {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 16 })
  return {
    first: true,
    answer: (question: LoaderQuestion) =>
      'load' in question ? postAll(pool, question.load) : pace(pool, question.paced)
  }
}

/** @returns how many milliseconds it took until everything was accepted, without making the events */
async function postAll(pool: Pool, { writeKey, event, from, count, perRequest, inFlight }: Load): Promise<number> {
  const bodies: string[] = []
  for (let first = from; first < from + count; first += perRequest) {
    bodies.push(batch(writeKey, event, first, Math.min(perRequest, from + count - first)))
  }
  const start = performance.now()
  const postOn = async () => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) await post(pool, body)
  }
  await Promise.all(Array.from({ length: inFlight }, postOn))
  return performance.now() - start
}

/** The gaps between events are as random as those between events of many users: exponentially distributed. */
async function pace(pool: Pool, { writeKey, event, from, count, perSecond }: PacedLoad): Promise<PostedAt[]> {
  const answers: Promise<PostedAt>[] = []
  let next = monotonicMs()
  for (let index = 0; index < count; index++) {
    next -= (Math.log(1 - Math.random()) * 1000) / perSecond
    await sleep(Math.max(0, next - monotonicMs()))
    const posted = monotonicMs()
    const accepted = post(pool, batch(writeKey, event, from + index, 1)).then(() => ({
      posted,
      accepted: monotonicMs()
    }))
    // All of them are waited for below, and one that fails meanwhile must not end the process.
    accepted.catch(() => undefined)
    answers.push(accepted)
  }
  return Promise.all(answers)
}

function batch(writeKey: string, event: SegmentEvent, first: number, size: number): string {
  const events = Array.from({ length: size }, (_, index) => numbered(event, first + index))
  return JSON.stringify({ batch: events, writeKey })
}

async function post(pool: Pool, body: string): Promise<void> {
  const answer = await pool.request({
    method: 'POST',
    path: '/v1/batch',
    headers: { 'content-type': 'application/json' },
    body
  })
  const text = await answer.body.text()
  if (answer.statusCode !== 200) throw new Error(`Intake answered ${answer.statusCode}: ${text}`)
}

answerQuestions(main)
