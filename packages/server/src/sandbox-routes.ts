import { InvalidFaultError } from '@partner-destinations/sandbox'
import type { Sandbox } from '@partner-destinations/sandbox'
import { Hono } from 'hono'
import { BadInputError } from './json-input'
import { readBody } from './call-body'
import { NotFoundError } from './routed-destinations'
import type { RoutedDestinations } from './routed-destinations'
import type { EchoState, Holdings } from './wire'

/**
 * What the vendors' stand-ins hold, what the echo received for each destination without one, and the faults that they are
 * to have.
 */
export function sandboxRoutes(sandbox: Sandbox | undefined, destinations: RoutedDestinations): Hono {
  const app = new Hono()

  app.get('/sandbox/:vendor', async (c) => {
    const name = await known(c.req.param('vendor'))
    return c.json(running().read(name) as Holdings | EchoState)
  })

  app.delete('/sandbox/:vendor', async (c) => {
    running().reset(await known(c.req.param('vendor')))
    return c.body(null, 204)
  })

  app.put('/sandbox/:vendor/faults', async (c) => {
    const name = await known(c.req.param('vendor'))
    try {
      return c.json(running().setFaults(name, await readBody(c)))
    } catch (error) {
      if (error instanceof InvalidFaultError) throw new BadInputError(error.message)
      throw error
    }
  })

  return app

  function running(): Sandbox {
    if (sandbox) return sandbox
    throw new NotFoundError('There is no sandbox in live mode: requests go to the real vendors.')
  }

  /** The name of a vendor with a stand-in or, where there is an echo, of a destination. */
  async function known(name: string): Promise<string> {
    const { vendors, hasEcho } = running()
    if (vendors.includes(name) || (hasEcho && (await destinations.has(name)))) return name
    throw new NotFoundError(`The sandbox doesn't imitate "${name}". It imitates: ${vendors.join(', ')}.`)
  }
}
