import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { control } from './control'
import { Faults, parseFaults } from './faults'
import { BODY_LIMIT, readBody, sendJson, targetOf } from './http-message'
import { sendNotice } from './notice'
import type { Sandbox, SandboxControls, VendorStates } from './sandbox'
import type { StandIn } from './stand-in'
import { answerVendorCall } from './vendor-call'
import type { VendorName } from './vendor-names'
import { scriptHosts, vendorHosts, vendorNames } from './vendor-names'
import { Refersion } from './vendors/refersion'
import { Wigzo } from './vendors/wigzo'
import { Wishpond } from './vendors/wishpond'

/**
 * Starts stand-ins of the three vendors' APIs behind one port of 127.0.0.1. A request's Host header says which vendor
 * it is for; `127.0.0.1` and `localhost` are the control API; any other is refused.
 *
 * @param options.port default: any free one
 * @param options.now the clock of the rate limits, in milliseconds; default: the machine's
 * @param options.onChange is called with a vendor whenever what is held of it may have changed, faults included
 * @throws the system's error when it cannot listen there, such as `EADDRINUSE`
 */
export async function startSandbox({
  port = 0,
  now = Date.now,
  onChange = () => undefined
}: { port?: number; now?: () => number; onChange?: (vendor: VendorName) => void } = {}): Promise<Sandbox> {
  const standIns: { [Vendor in VendorName]: StandIn<VendorStates[Vendor]> } = {
    refersion: new Refersion(),
    wigzo: new Wigzo(),
    wishpond: new Wishpond(now)
  }
  const faults: Record<VendorName, Faults> = { refersion: new Faults(), wigzo: new Faults(), wishpond: new Faults() }

  const controls: SandboxControls = {
    read: (vendor) => standIns[vendor].read(),
    reset: (vendor) => {
      for (const name of vendor ? [vendor] : vendorNames) {
        standIns[name].reset()
        faults[name].replace([])
        onChange(name)
      }
    },
    faults: (vendor) => faults[vendor].list(),
    setFaults: (vendor, value) => {
      faults[vendor].replace(parseFaults(value, paths(standIns[vendor])))
      onChange(vendor)
      return faults[vendor].list()
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
  // Pooled connections stay until the client lets go of them: closing one just as it is used again looks like a fault.
  server.keepAliveTimeout = 0

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request)
    const host = (request.headers.host ?? '').replace(/:\d*$/, '').toLowerCase()
    for (const name of vendorNames) {
      const of = host === vendorHosts[name] ? 'api' : host === scriptHosts[name] ? 'script' : undefined
      if (of !== undefined) {
        return answerVendorCall(of, standIns[name], faults[name], request, body, response, () => onChange(name))
      }
    }
    if (host !== '127.0.0.1' && host !== 'localhost') {
      sendNotice(request, { noStandIn: host })
      return sendJson(response, 421, {
        error: `The sandbox doesn't imitate "${host}". It imitates ${[
          ...Object.values(vendorHosts),
          ...Object.values(scriptHosts)
        ].join(', ')}.`
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
  return {
    ...controls,
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

/** The paths that a fault of a vendor may name. */
function paths({ routes, scripts = {} }: StandIn<unknown>): string[] {
  return [...Object.keys(routes), ...Object.keys(scripts)]
}
