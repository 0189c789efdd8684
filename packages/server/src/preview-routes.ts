import { Hono } from 'hono'
import { readCallBody, refuseMapping } from './call-body'
import { requirePayload } from './destination-routes'
import type { RoutedDestinations } from './routed-destinations'

/**
 * What the mapping makes of an event. A page shows it while a person types. Nothing is sent, and the settings are only
 * masked, not checked.
 */
export function previewRoutes(destinations: RoutedDestinations): Hono {
  const app = new Hono()

  app.post('/preview/:folder/:action', async (c) => {
    const { folder } = await destinations.entry(c.req.param('folder'))
    const action = c.req.param('action')
    if (action !== 'event') await destinations.action(folder, action)
    const body = await readCallBody(c)
    if (action === 'event') refuseMapping(body)
    const { settings = {}, mapping } = body
    const payload = requirePayload(body)
    return c.json(
      (await destinations.call(folder, { kind: 'preview', action, payload, mapping, settings })).result as object
    )
  })

  return app
}
