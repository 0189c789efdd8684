import { InvalidFaultError } from '@partner-destinations/sandbox'
import type { Sandbox } from '@partner-destinations/sandbox'
import { Hono } from 'hono'
import { BadInputError } from './json-input'
import { readBody } from './call-body'
import { NotFoundError } from './routed-destinations'
import type { EchoState, Holdings } from './wire'

/** Which destinations there are, by their folders. */
export interface Folders {
  has(folder: string): Promise<boolean>
  list(): Promise<{ folder: string }[]>
}

/**
 * What the vendors' stand-ins hold, what the sandbox has received for the other destinations, and the faults of both.
 */
export function sandboxRoutes(sandbox: Sandbox | undefined, destinations: Folders): Hono {
  const app = new Hono()

  app.get('/sandbox/:name', async (c) => {
    const name = await known(c.req.param('name'))
    return c.json(running().read(name) as Holdings | EchoState)
  })

  app.delete('/sandbox/:name', async (c) => {
    running().reset(await known(c.req.param('name')))
    return c.body(null, 204)
  })

  app.put('/sandbox/:name/faults', async (c) => {
    const name = await known(c.req.param('name'))
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

  /** A name under which the sandbox keeps something: a vendor's, a destination's or a host. */
  async function known(name: string): Promise<string> {
    const isHost = name.includes('.')
    if (isHost || running().vendors.includes(name) || (await destinations.has(name))) return name
    const names = [...running().vendors, ...(await destinations.list()).map(({ folder }) => folder)]
    throw new NotFoundError(
      `The sandbox keeps nothing under "${name}". It has: ${[...new Set(names)].sort().join(', ')}, and hosts.`
    )
  }
}
