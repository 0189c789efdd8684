import { Hono } from 'hono'
import { callsOfList } from '@partner-destinations/runner'
import { isCallError, isExchange } from '@partner-destinations/runner/wire'
import type { Exchange, Step } from '@partner-destinations/runner/wire'
import type { Sandbox } from '@partner-destinations/sandbox'
import { BadInputError } from './json-input'
import { readCallBody, readSettingsBody, refuseMapping, singleEvent } from './call-body'
import type { CallBody } from './call-body'
import type { RoutedDestinations } from './routed-destinations'
import type { Authentication } from './wire'

/**
 * The routes of every destination, under the name of its folder. A call that reached the destination is answered with
 * 200 and what happened: the exchanges, and after them the error if there was one. Wrong input is answered with 4xx.
 * @param sandbox takes the vendors' place; none in live mode
 */
export function destinationRoutes(destinations: RoutedDestinations, sandbox?: Sandbox): Hono {
  const app = new Hono()

  app.get('/:folder/manifest', async (c) => c.json((await destinations.entry(c.req.param('folder'))).manifest))

  app.post('/:folder/authenticate', async (c) => {
    const { folder, hasAuthenticationTest } = await destinations.entry(c.req.param('folder'))
    const settings = destinations.settingsOrDemo(folder, await readSettingsBody(c))
    const { steps } = await destinations.call(folder, { kind: 'authenticate', settings })
    const exchanges = steps.filter(isExchange)
    const error = steps.find(isCallError)
    if (!error) {
      const checked = whatWasChecked(hasAuthenticationTest, exchanges, sandbox)
      return c.json<Authentication>({ ok: true, exchanges, checked })
    }
    const { message, fields = {}, refused } = error
    return c.json<Authentication>({ ok: false, error: message, fields, exchanges, refused })
  })

  app.post('/:folder/delete', async (c, next) => {
    const { hasDelete } = await destinations.entry(c.req.param('folder'))
    if (!hasDelete && (await destinations.hasAction(c.req.param('folder'), 'delete'))) return next()
    const entry = await destinations.deletable(c.req.param('folder'))
    const body = await readCallBody(c)
    requirePayload(body)
    refuseMapping(body)
    const settings = destinations.settingsOrDemo(entry.folder, body.settings)
    return c.json(
      (await destinations.call(entry.folder, { kind: 'delete', payload: singleEvent(body), settings })).steps
    )
  })

  app.post('/:folder/event', async (c) => {
    const { folder } = await destinations.entry(c.req.param('folder'))
    const body = await readCallBody(c)
    refuseMapping(body)
    const settings = destinations.settingsOrDemo(folder, body.settings)
    const call = { ...body, kind: 'event' as const, payload: requirePayload(body), settings }
    return c.json((await destinations.call(folder, call)).steps)
  })

  app.post('/:folder/:action', async (c) => {
    const { folder, action, hasBatch } = await destinations.action(c.req.param('folder'), c.req.param('action'))
    const body = await readCallBody(c)
    const payload = requirePayload(body)
    const call = {
      kind: 'action' as const,
      action,
      ...body,
      settings: destinations.settingsOrDemo(folder, body.settings)
    }
    const isList = Array.isArray(payload)
    const payloads = isList ? callsOfList(hasBatch, payload) : [payload]
    const steps: Step[] = []
    for (const [index, one] of payloads.entries()) {
      if (c.req.raw.signal.aborted) break // the client has gone
      const { steps: own } = await destinations.call(folder, { ...call, payload: one })
      const isOneOfList = isList && !Array.isArray(one)
      steps.push(...(isOneOfList ? own.map((step) => ({ events: [index], ...step })) : own))
    }
    return c.json(steps)
  })

  app.post('/:folder/:action/:field', async (c) => {
    const { folder, action, field } = await destinations.dynamicField(
      c.req.param('folder'),
      c.req.param('action'),
      c.req.param('field')
    )
    const body = await readCallBody(c)
    const settings = destinations.settingsOrDemo(folder, body.settings)
    const { result, steps } = await destinations.call(folder, {
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

/** What a successful test of the authentication has tested. Not every destination asks the vendor, or has a test. */
function whatWasChecked(hasTest: boolean, exchanges: Exchange[], sandbox?: Sandbox): Authentication['checked'] {
  const answered = exchanges.filter(({ response }) => response !== null)
  if (answered.length === 0) return hasTest ? 'form' : 'nothing'
  const isOfVendor = ({ request }: Exchange) => sandbox?.standInHosts.includes(new URL(request.url).hostname) ?? true
  return answered.some(isOfVendor) ? 'vendor' : 'echo'
}

/** The payload, for calls that need one. */
export function requirePayload({ payload }: CallBody) {
  if (payload !== undefined) return payload
  throw new BadInputError('The body must have a "payload", the Segment event, or be a Segment event with a "type".')
}
