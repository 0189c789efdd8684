import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Call } from '@partner-destinations/runner'
import type { RoutedDestinations } from './routed-destinations'
import { NotFoundError } from './routed-destinations'
import { SetupCalls } from './setup-calls'

/**
 * The routes of every destination for what Segment does while a customer sets it up: new tokens, audiences, and the
 * hooks of mappings. The answer has the steps, and the result if there is one.
 */
export function setupRoutes(destinations: RoutedDestinations): Hono {
  const app = new Hono()

  app.post('/:folder/refreshAccessToken', async (c, next) => {
    const { folder, manifest } = await destinations.entry(c.req.param('folder'))
    const isAction = await destinations.hasAction(folder, 'refreshAccessToken')
    if (isAction && !manifest.authentication?.scheme?.startsWith('oauth')) return next()
    return answer(c, folder, await new SetupCalls(destinations, folder).refreshAccessToken(c))
  })

  for (const kind of ['createAudience', 'getAudience'] as const) {
    app.post(`/:folder/${kind}`, async (c, next) => {
      const { folder, name, audienceCalls } = await destinations.entry(c.req.param('folder'))
      if (!audienceCalls.includes(kind)) {
        if (await destinations.hasAction(folder, kind)) return next()
        throw new NotFoundError(`${name} has no ${kind}.`)
      }
      return answer(c, folder, await new SetupCalls(destinations, folder).audience(kind, c))
    })
  }

  app.post('/:folder/:action/hooks/:hook', async (c) => {
    const { folder, action, hook: name } = c.req.param()
    const { hook } = await destinations.hook(folder, action, name)
    return answer(c, folder, { kind: 'hook', action, hook, ...(await new SetupCalls(destinations, folder).form(c)) })
  })

  app.post('/:folder/:action/hooks/:hook/dynamic/:field', async (c) => {
    const { folder, action, hook: name, field: key } = c.req.param()
    const { hook, field } = await destinations.hookField(folder, action, name, key)
    const input = await new SetupCalls(destinations, folder).form(c)
    return answer(c, folder, { kind: 'field', action, hook, field, ...input })
  })

  return app

  async function answer(c: Context, folder: string, call: Call) {
    const { steps, result } = await destinations.call(folder, call)
    return c.json({ steps, result })
  }
}
