import { Hono } from 'hono'
import type { JSONObject } from '@segment/actions-core'
import { BadCallError } from '../run/bad-call'
import { isCallError, isExchange } from '../run/call'
import type { Call, CallError, Outcome, Step } from '../run/call'
import { readCallBody, readSettingsBody, singleEvent } from './call-body'
import type { Served } from './served'
import { authenticate } from './vendor-routes'

/**
 * The routes of one destination at the root, with the answers of Segment's own local server, so that the hosted Actions
 * Tester works with this one: a call is always answered with 200, and either with its exchanges or with one error.
 */
export function rootRoutes(served: Served, folder: string): Hono {
  const app = new Hono()

  app.get('/manifest', async (c) => c.json((await served.entry(folder)).manifest))

  app.post('/authenticate', async (c) => {
    const settings = served.settingsOrDemo(folder, await readSettingsBody(c))
    try {
      const { exchanges: _exchanges, ...answer } = await authenticate(served, folder, {
        kind: 'authenticate',
        settings
      })
      return c.json(answer)
    } catch (error) {
      if (!(error instanceof BadCallError)) throw error
      return c.json({ ok: false, error: error.message, fields: error.fields ?? {} })
    }
  })

  app.post('/delete', async (c) => {
    await served.deletable(folder)
    const body = await readCallBody(c)
    const settings = served.settingsOrDemo(folder, body.settings)
    return c.json(await answer({ kind: 'delete', payload: singleEvent(body), settings }))
  })

  app.post('/:action', async (c) => {
    const { action } = await served.action(folder, c.req.param('action'))
    const body = await readCallBody(c)
    const settings = served.settingsOrDemo(folder, body.settings)
    return c.json(await answer({ kind: 'action', action, ...body, payload: body.payload ?? {}, settings }))
  })

  app.post('/:action/:field', async (c, next) => {
    if (await served.has(c.req.param('action'))) return next() // a route of `vendorRoutes`
    const { action, field } = await served.dynamicField(folder, c.req.param('action'), c.req.param('field'))
    const body = await readCallBody(c)
    const settings = served.settingsOrDemo(folder, body.settings)
    const call = { kind: 'field' as const, action, field, ...body, payload: singleEvent(body), settings }
    const { result, steps } = await served.call(folder, call)
    return result === undefined ? c.json(steps.filter(isCallError).map(marshalError), 500) : c.json(result as object)
  })

  return app

  async function answer(call: Call) {
    try {
      return marshal(await served.call(folder, call))
    } catch (error) {
      if (!(error instanceof BadCallError)) throw error
      return [{ statusCode: 400, message: error.message, fields: error.fields, requestError: true }]
    }
  }
}

/** The exchanges without what only our own routes tell; or the one error. Failed events of a batch are errors as well. */
function marshal({ steps }: Outcome) {
  const error = steps.find(isCallError)
  if (error) return [marshalError(error)]
  const exchanges = steps.filter(isExchange).map(({ request, response }) => ({ request, response }))
  return [...exchanges, ...steps.flatMap(batchErrors)]
}

function marshalError({ statusCode, message, stack, fields, requestError }: CallError) {
  return { statusCode, message, stack, fields, requestError }
}

function batchErrors(step: Step) {
  if (!('multistatus' in step)) return []
  return (step.multistatus as JSONObject[])
    .filter((result) => typeof result.status === 'number' && result.status >= 400)
    .map((result) => ({ statusCode: result.status, message: result.errormessage, requestError: true }))
}
