import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Call } from '@partner-destinations/runner'
import { BadCallError } from '@partner-destinations/runner/bad-call'
import { isCallError, isExchange } from '@partner-destinations/runner/wire'
import type { CallError, Outcome, Step } from '@partner-destinations/runner/wire'
import { readCallBody, readSettingsBody, singleEvent } from './call-body'
import type { CallBody } from './call-body'
import type { RoutedDestinations } from './routed-destinations'
import { SetupCalls } from './setup-calls'
import type { Manifest } from './wire'

/** The framework's own words for a destination without OAuth. */
const withoutOauth = 'refreshAccessToken is only valid with oauth2 authentication scheme'

/** An error as Segment's own local server shows it. */
type ErrorAnswer = Pick<CallError, 'statusCode' | 'message' | 'stack' | 'fields' | 'requestError'>

/**
 * The routes of one destination at the root, with the answers of Segment's own local server, so that the hosted Actions
 * Tester works with this one: a call is answered with 200, and either with its exchanges or with one error.
 * docs/http-api.md lists what differs, and why.
 * @see https://github.com/segmentio/action-destinations/blob/main/packages/cli/src/lib/server.ts
 */
export function rootRoutes(destinations: RoutedDestinations, folder: string): Hono {
  const app = new Hono()
  const setup = new SetupCalls(destinations, folder)

  app.get('/manifest', async (c) => c.json((await destinations.entry(folder)).manifest))

  app.post('/authenticate', async (c) => {
    const settings = destinations.settingsOrDemo(folder, await readSettingsBody(c))
    const result = await attempt({ kind: 'authenticate', settings })
    if (!('error' in result)) return c.json({ ok: true })
    return c.json({ ok: false, error: result.error.message, fields: result.error.fields ?? {} })
  })

  app.post('/refreshAccessToken', async (c) => {
    const { manifest } = await destinations.entry(folder)
    if (!hasOauth(manifest)) return c.json({ ok: false, error: withoutOauth }, 400)
    const result = await attempt(await setup.refreshAccessToken(c))
    if ('error' in result) return c.json({ ok: false, error: result.error.message }, 400)
    return c.json({ ok: true, data: result.outcome.result })
  })

  for (const kind of ['createAudience', 'getAudience'] as const) {
    app.post(`/${kind}`, async (c, next) => {
      if (!(await destinations.entry(folder)).audienceCalls.includes(kind)) return next()
      const result = await attempt(await setup.audience(kind, c))
      if ('error' in result) return c.json({ ok: false, error: result.error.message }, 400)
      return c.json(result.outcome.result as object)
    })
  }

  app.post('/delete', async (c, next) => {
    const { hasDelete } = await destinations.entry(folder)
    if (!hasDelete && (await destinations.hasAction(folder, 'delete'))) return next()
    await destinations.deletable(folder)
    const body = await readBodyIfAny(c)
    const settings = destinations.settingsOrDemo(folder, body.settings)
    return c.json(await answer({ kind: 'delete', payload: singleEvent(body), settings }))
  })

  app.post('/:action', async (c) => {
    const { action } = await destinations.action(folder, c.req.param('action'))
    const body = await readBodyIfAny(c)
    const settings = destinations.settingsOrDemo(folder, body.settings)
    const { payload = {} } = body
    return c.json(await answer({ kind: 'action', action, ...body, payload, settings }))
  })

  app.post('/:action/:field', async (c, next) => {
    if (await destinations.has(c.req.param('action'))) return next() // a route of `destinationRoutes`
    const { action, field } = await destinations.dynamicField(folder, c.req.param('action'), c.req.param('field'))
    return answerForm(c, { kind: 'field', action, field, ...(await setup.form(c)) })
  })

  app.post('/:action/hooks/:hook', async (c, next) => {
    if (await destinations.has(c.req.param('action'))) return next()
    const { action, hook } = await destinations.hook(folder, c.req.param('action'), c.req.param('hook'))
    return answerForm(c, { kind: 'hook', action, hook, ...(await setup.form(c)) })
  })

  app.post('/:action/hooks/:hook/dynamic/:field', async (c, next) => {
    if (await destinations.has(c.req.param('action'))) return next()
    const { action: key, hook: name, field: fieldKey } = c.req.param()
    const { action, hook, field } = await destinations.hookField(folder, key, name, fieldKey)
    return answerForm(c, { kind: 'field', action, hook, field, ...(await setup.form(c)) })
  })

  return app

  /** Answers with what a dynamic field or a hook returned, or with its error. */
  async function answerForm(c: Context, call: Call) {
    const result = await attempt(call)
    if ('error' in result) return c.json([result.error], 500)
    const returned = (result.outcome.result ?? {}) as { error?: object }
    return returned.error ? c.json([returned.error], 500) : c.json(returned)
  }

  async function answer(call: Call) {
    const result = await attempt(call)
    return 'error' in result ? [result.error] : marshal(result.outcome)
  }

  /** Does a call. What it was answered with, or the one error that stands for all of it. */
  async function attempt(call: Call): Promise<{ outcome: Outcome } | { error: ErrorAnswer }> {
    try {
      const outcome = await destinations.call(folder, call)
      const error = outcome.steps.find(isCallError)
      return error ? { error: marshalError(error) } : { outcome }
    } catch (error) {
      if (!(error instanceof BadCallError)) throw error
      const { message, fields } = error
      return { error: marshalError({ statusCode: 400, message, fields, requestError: true }) }
    }
  }
}

/** The body of a call; an empty one is as good as `{}`. */
async function readBodyIfAny(c: Context): Promise<CallBody> {
  return (await c.req.text()) === '' ? {} : readCallBody(c)
}

function hasOauth({ authentication }: Manifest): boolean {
  return ['oauth2', 'oauth-managed'].includes(authentication?.scheme ?? '')
}

/** The exchanges without what only our own routes tell, and an error for each event of a batch that failed. */
function marshal({ steps }: Outcome) {
  // The tester reads the answer of each exchange; Segment's server knows only those that have one.
  const answered = steps.filter(isExchange).filter(({ response }) => response !== null)
  return [...answered.map(({ request, response }) => ({ request, response })), ...steps.flatMap(batchErrors)]
}

/** With the framework's own messages for what a schema refuses: the tester shows them beside the fields. */
function marshalError({ statusCode, message, stack, fields, requestError }: ErrorAnswer): ErrorAnswer {
  const words = fields && Object.keys(fields).length > 0 ? Object.values(fields).join(' ') : message
  return { statusCode, message: words, stack, fields, requestError }
}

function batchErrors(step: Step) {
  if (!('multistatus' in step)) return []
  return step.multistatus
    .filter(({ status }) => status >= 400)
    .map(({ status, errormessage }) => ({ statusCode: status, message: errormessage, requestError: true }))
}
