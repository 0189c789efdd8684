import { Hono } from 'hono'
import { isCallError, isExchange } from '@partner-destinations/runner/wire'
import type { Exchange, Step } from '@partner-destinations/runner/wire'
import { BadInputError } from './json-input'
import { readCallBody, readSettingsBody, singleEvent } from './call-body'
import type { CallBody } from './call-body'
import type { Served } from './served'

/**
 * The routes of every destination, under the name of its folder. A call that reached the destination is answered with
 * 200 and what happened: the exchanges, and after them the error if there was one. Wrong input is answered with 4xx.
 */
export function vendorRoutes(served: Served): Hono {
  const app = new Hono()

  app.get('/:folder/manifest', async (c) => c.json((await served.entry(c.req.param('folder'))).manifest))

  app.post('/:folder/authenticate', async (c) => {
    const { folder, hasAuthenticationTest } = await served.entry(c.req.param('folder'))
    const settings = served.settingsOrDemo(folder, await readSettingsBody(c))
    const { steps } = await served.call(folder, { kind: 'authenticate', settings })
    const exchanges = steps.filter(isExchange)
    const error = steps.find(isCallError)
    if (!error) return c.json({ ok: true, exchanges, checked: whatWasChecked(hasAuthenticationTest, exchanges) })
    const { message, fields = {}, noStandIn, refused } = error
    return c.json({ ok: false, error: message, fields, exchanges, noStandIn, refused })
  })

  app.post('/:folder/delete', async (c) => {
    const entry = await served.deletable(c.req.param('folder'))
    const body = await readCallBody(c)
    requirePayload(body)
    const settings = served.settingsOrDemo(entry.folder, body.settings)
    return c.json((await served.call(entry.folder, { kind: 'delete', payload: singleEvent(body), settings })).steps)
  })

  app.post('/:folder/event', async (c) => {
    const { folder } = await served.entry(c.req.param('folder'))
    const body = await readCallBody(c)
    const settings = served.settingsOrDemo(folder, body.settings)
    return c.json((await served.call(folder, { kind: 'event', payload: requirePayload(body), settings })).steps)
  })

  app.post('/:folder/:action', async (c) => {
    const { folder, action, hasBatch } = await served.action(c.req.param('folder'), c.req.param('action'))
    const body = await readCallBody(c)
    const payload = requirePayload(body)
    const call = { kind: 'action' as const, action, ...body, settings: served.settingsOrDemo(folder, body.settings) }
    // Segment sends a list of events one by one to an action that has no batch call.
    const payloads = Array.isArray(payload) && !hasBatch ? payload : [payload]
    const steps: Step[] = []
    for (const [index, one] of payloads.entries()) {
      if (c.req.raw.signal.aborted) break // the client has gone
      const { steps: own } = await served.call(folder, { ...call, payload: one })
      steps.push(...(payloads === payload ? own.map((step) => ({ events: [index], ...step })) : own))
    }
    return c.json(steps)
  })

  app.post('/:folder/:action/:field', async (c) => {
    const { folder, action, field } = await served.dynamicField(
      c.req.param('folder'),
      c.req.param('action'),
      c.req.param('field')
    )
    const body = await readCallBody(c)
    const settings = served.settingsOrDemo(folder, body.settings)
    const { result, steps } = await served.call(folder, {
      kind: 'field',
      action,
      field,
      ...body,
      payload: singleEvent(body),
      settings
    })
    return result === undefined ? c.json(steps.filter(isCallError), 500) : c.json(result as object)
  })

  return app
}

/** What a test of the authentication that went well has tested: a destination need not ask the vendor, nor have one. */
function whatWasChecked(hasTest: boolean, exchanges: Exchange[]): 'vendor' | 'form' | 'nothing' {
  if (exchanges.some(({ response }) => response !== null)) return 'vendor'
  return hasTest ? 'form' : 'nothing'
}

/** The payload, which such a call cannot do without. */
export function requirePayload({ payload }: CallBody) {
  if (payload !== undefined) return payload
  throw new BadInputError('The body must have a "payload", the Segment event, or be a Segment event with a "type".')
}
