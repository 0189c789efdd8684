import type { JSONValue } from '@segment/actions-core'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { maxReplayBodyBytes, maxReplayedEvents } from '../replay/limits'
import { BadReplayError } from '../replay/names'
import type { Replays } from '../replay/replays'

/** What the routes about replays work with. */
export type OperatedReplays = Pick<
  Replays,
  'list' | 'get' | 'startFiles' | 'startStored' | 'add' | 'advance' | 'storedEvents'
>

const count = z.number().int().min(0)
const position = z.object({ file: count, record: count, bytes: count })
const text = z.string().min(1)
const request = {
  source: text.optional(),
  destination: text.optional(),
  from: z.number().int().optional(),
  to: z.number().int().optional(),
  only: text.optional(),
  again: z.boolean().default(false),
  by: text
}
const bodies = {
  files: z.object({ ...request, contents: text, title: text, totalBytes: count }),
  stored: z.object(request),
  records: z.object({
    at: position,
    events: z
      .array(z.object({ messageId: text.optional(), body: z.custom<JSONValue>((body) => body !== undefined) }))
      .max(maxReplayedEvents),
    skipped: count,
    bad: count,
    next: position,
    isLast: z.boolean()
  }),
  advance: z.object({ limit: z.number().int().min(1).max(maxReplayedEvents).optional() })
}

/** The query of `GET /api/replays/stored`. */
const storedQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  from: z.coerce.number().int().optional(),
  to: z.coerce.number().int().optional()
})

/** The part of the API that is about replays. Its bodies may be larger than the others. */
export function replayRoutes(replays: OperatedReplays): Hono {
  const app = new Hono()
  const id = '/api/replays/:id{[0-9]{1,15}}'
  const idOf = (c: Context) => Number(c.req.param('id'))
  const tooLarge = `The body is larger than ${maxReplayBodyBytes / 1024} KiB.`
  app.use(
    '/api/replays/*',
    bodyLimit({ maxSize: maxReplayBodyBytes, onError: (c) => c.json({ error: tooLarge }, 413) })
  )
  app.get('/api/replays', async (c) => c.json(await replays.list()))
  app.get(id, async (c) => c.json(await replays.get(idOf(c))))
  app.post('/api/replays', async (c) => {
    const { again, by, ...files } = await read(c, bodies.files)
    return c.json(await replays.startFiles(files, { again, by }))
  })
  app.get('/api/replays/stored', async (c) => {
    const { after, ...period } = checked(storedQuery, c.req.query())
    return c.json(await replays.storedEvents(after, period))
  })
  app.post('/api/replays/stored', async (c) => {
    const { again, by, ...period } = await read(c, bodies.stored)
    return c.json(await replays.startStored(period, { again, by }))
  })
  app.post(`${id}/events`, async (c) => c.json(await replays.add(idOf(c), await read(c, bodies.records))))
  app.post(`${id}/advance`, async (c) => {
    const { limit } = await read(c, bodies.advance)
    return c.json(await replays.advance(idOf(c), limit))
  })
  return app
}

/** @throws BadReplayError that names the field that is wrong */
async function read<Body>(c: Context, schema: z.ZodType<Body>): Promise<Body> {
  let body: unknown
  try {
    body = await c.req.json()
  } catch {
    throw new BadReplayError('The body is not valid JSON.')
  }
  return checked(schema, body)
}

/** @throws BadReplayError that names the field that is wrong */
function checked<Value>(schema: z.ZodType<Value>, given: unknown): Value {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const [{ path, message }] = parsed.error.issues
  throw new BadReplayError(
    path.length === 0 ? `The body is wrong: ${message}.` : `"${path.join('.')}" is wrong: ${message}.`
  )
}
