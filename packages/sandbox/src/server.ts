import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { control } from './control'
import { Faults, parseFaults } from './faults'
import { BODY_LIMIT, readBody, sendJson, targetOf } from './http-message'
import { sendNotice } from './notice'
import type { Sandbox, SandboxControls, SandboxOf } from './sandbox'
import type { StandIn, StandInDefinition, StandInDefinitions } from './stand-in'
import { hostsOf } from './stand-in'
import { answerVendorRequest } from './vendor-request'

export interface SandboxOptions {
  /** Default: any free one. */
  port?: number
  /** The clock of the rate limits, in milliseconds. Default: the machine's. */
  now?: () => number
  /** Called with a vendor's name when its data or faults may have changed. */
  onChange?: (vendor: string) => void
}

/** A vendor in the sandbox. */
interface Imitated {
  name: string
  definition: StandInDefinition
  standIn: StandIn
  faults: Faults
}

/**
 * Starts stand-ins of vendors behind one port of 127.0.0.1. A request's Host header says which vendor it is for.
 * `127.0.0.1` and `localhost` reach the control API. Any other host is refused.
 *
 * @param options.standIns the stand-ins, by the names of their vendors
 * @throws the system's error if it can't listen there, such as `EADDRINUSE`
 */
export async function startSandbox<States>({
  standIns,
  port = 0,
  now = Date.now,
  onChange = () => undefined
}: { standIns: StandInDefinitions<States> } & SandboxOptions): Promise<SandboxOf<States>> {
  const hosts = hostsOf(standIns)
  const imitated = Object.entries<StandInDefinition>(standIns).map(
    ([name, definition]): Imitated => ({
      name,
      definition,
      standIn: definition.create(now),
      faults: new Faults()
    })
  )
  const byName = new Map(imitated.map((vendor) => [vendor.name, vendor]))

  function find(name: string): Imitated {
    const found = byName.get(name)
    if (found) return found
    throw new Error(`The sandbox doesn't imitate the vendor "${name}". It imitates ${[...byName.keys()].join(', ')}.`)
  }

  const controls: SandboxControls = {
    vendors: imitated.map(({ name }) => name),
    read: (vendor) => find(vendor).standIn.read(),
    reset: (vendor) => {
      for (const { name, standIn, faults } of vendor === undefined ? imitated : [find(vendor)]) {
        standIn.reset()
        faults.replace([])
        onChange(name)
      }
    },
    faults: (vendor) => find(vendor).faults.list(),
    setFaults: (vendor, value) => {
      const { faults, standIn, definition } = find(vendor)
      faults.replace(
        parseFaults(value, [...Object.keys(standIn.routes), ...Object.keys(definition.scripts?.files ?? {})])
      )
      onChange(vendor)
      return faults.list()
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: Error) => {
      if (response.headersSent || request.destroyed) {
        response.destroy()
      } else {
        sendJson(response, 500, { error: `The sandbox failed: ${error.message}` })
      }
    })
  })
  // The client closes pooled connections. If the server closed one that is used again, it would look like a fault.
  server.keepAliveTimeout = 0

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request)
    const host = (request.headers.host ?? '').replace(/:\d*$/, '').toLowerCase()
    for (const { name, definition, standIn, faults } of imitated) {
      const { host: apiHost, scripts } = definition
      if (host === apiHost || host === scripts?.host) {
        const files = host === apiHost ? undefined : scripts?.files
        return answerVendorRequest({ standIn, faults, files }, request, body, response, () => onChange(name))
      }
    }
    if (host !== '127.0.0.1' && host !== 'localhost') {
      sendNotice(request, { noStandIn: host })
      return sendJson(response, 421, {
        error: `The sandbox doesn't imitate "${host}". It imitates ${hosts.join(', ')}.`
      })
    }
    if (body === undefined) {
      return sendJson(response, 413, { error: `The body is over ${BODY_LIMIT} bytes.` })
    }
    const answer = control(controls, request.method ?? '', targetOf(request).path, body)
    sendJson(response, answer.status, answer.body)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve)
  })
  const address = server.address() as AddressInfo
  const sandbox: Sandbox = {
    ...controls,
    port: address.port,
    hosts,
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
  // The state of each stand-in has the type in its definition.
  return sandbox as SandboxOf<States>
}
