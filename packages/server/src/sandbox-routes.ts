import { InvalidFaultError } from '@partner-destinations/sandbox'
import type { Sandbox } from '@partner-destinations/sandbox'
import { Hono } from 'hono'
import { BadInputError } from './json-input'
import { readBody } from './call-body'
import { NotFoundError } from './routed-destinations'
import type { Holdings } from './wire'

/** What the vendors' stand-ins hold, and the faults that they are to have. */
export function sandboxRoutes(sandbox: Sandbox | undefined): Hono {
  const app = new Hono()

  app.get('/sandbox/:vendor', (c) => c.json(running().read(vendor(c.req.param('vendor'))) as Holdings))

  app.delete('/sandbox/:vendor', (c) => {
    running().reset(vendor(c.req.param('vendor')))
    return c.body(null, 204)
  })

  app.put('/sandbox/:vendor/faults', async (c) => {
    const name = vendor(c.req.param('vendor'))
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

  function vendor(name: string): string {
    const { vendors } = running()
    if (vendors.includes(name)) return name
    throw new NotFoundError(`The sandbox doesn't imitate "${name}". It imitates: ${vendors.join(', ')}.`)
  }
}
