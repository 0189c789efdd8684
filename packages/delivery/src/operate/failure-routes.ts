import { ReadableStream as WebStream } from 'node:stream/web'
import { Hono } from 'hono'
import type { Failures } from '../failures/failures'
import type { Log } from '../log'
import type { Which } from '../wire'
import { BadBodyError, isCount, isObject, numberOf, readBody, textOf } from './body'
import { readFailureFilter, readFailurePage } from './failure-query'
import { systemUser } from './system-user'

/** The most deliveries that a request can name one by one. */
const mostIds = 1000

/** What operators see of failed deliveries, and do to them. */
export function failureRoutes(failures: Failures, log: Log): Hono {
  const app = new Hono()

  app.get('/api/failures', async (c) => c.json(await failures.groups(readFailureFilter(c.req.query()))))
  app.get('/api/failures/deliveries', async (c) => {
    const { limit, before, ...filter } = readFailurePage(c.req.query())
    return c.json(await failures.deliveries(filter, { limit, before }))
  })
  app.get('/api/failures/export', async (c) => {
    const { by = systemUser(), ...filter } = c.req.query()
    const texts = failures.export(readFailureFilter(filter), by)
    // What goes wrong before the first line gets an answer of its own.
    const first = await texts.next()
    const answer = WebStream.from(encoded(first, texts, log)) as ReadableStream
    return c.body(answer, 200, { 'content-type': 'application/x-ndjson' })
  })
  app.post('/api/failures/resend', async (c) => {
    const body = await readBody(c)
    return c.json(await failures.resend(whichOf(body), askerOf(body), numberOf(body, 'first')))
  })
  app.post('/api/failures/discard', async (c) => {
    const body = await readBody(c)
    return c.json(await failures.discard(whichOf(body), askerOf(body)))
  })
  app.post('/api/failures/difference', async (c) => {
    const body = await readBody(c)
    return c.json(await failures.difference(whichOf(body), numberOf(body, 'first')))
  })
  app.post('/api/deliveries/:id{[0-9]{1,15}}/correct', async (c) => {
    const body = await readBody(c)
    return c.json({ deliveries: await failures.correct(Number(c.req.param('id')), body.event, askerOf(body)) })
  })
  return app
}

/** Who asks, for the operator log. */
export function askerOf(body: Record<string, unknown>): string {
  return textOf(body, 'by') ?? systemUser()
}

/** @throws BadBodyError unless it says exactly one of the two */
function whichOf({ ids, filter }: Record<string, unknown>): Which {
  if ((ids === undefined) === (filter === undefined)) {
    throw new BadBodyError('The body must have either "ids", such as [7, 8], or "filter", such as {"group": 3}.')
  }
  if (filter !== undefined) {
    if (isObject(filter)) return { filter: readFailureFilter(filter) }
    throw new BadBodyError('"filter" must be an object, such as {"group": 3}.')
  }
  if (Array.isArray(ids) && ids.length > 0 && ids.length <= mostIds && ids.every(isCount)) return { ids }
  throw new BadBodyError(`"ids" must be a list of 1 to ${mostIds} ids of deliveries.`)
}

/** An error cuts the answer off, so that nobody takes a part for the whole. */
async function* encoded(
  first: IteratorResult<string, void>,
  texts: AsyncGenerator<string>,
  log: Log
): AsyncGenerator<Uint8Array> {
  try {
    if (!first.done) yield Buffer.from(first.value)
    for await (const text of texts) yield Buffer.from(text)
  } catch (error) {
    log.error({ error: (error as Error).message }, 'An export of failed events was cut off.')
    throw error
  }
}
