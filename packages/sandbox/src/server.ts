import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerRequest } from './answer-request'
import { control } from './control'
import { Echo } from './echo'
import type { CannedAnswers, ReceivedRequest } from './echo'
import { Faults, parseFaults } from './faults'
import { BODY_LIMIT, hostOf, readBody, sendJson, targetOf } from './http-message'
import { ASK, destinationOf } from './notice'
import type { Sandbox, SandboxControls, SandboxOf } from './sandbox'
import type { StandIn, StandInDefinition, StandInDefinitions } from './stand-in'
import { hostsOf } from './stand-in'
import { vendorAnswerer } from './vendor-answerer'

export interface SandboxOptions {
  /** Default: any free one. */
  port?: number
  /** The clock of the rate limits, in milliseconds. Default: the machine's. */
  now?: () => number
  /** Is called with a name whenever its data or faults may have changed. */
  onChange?: (name: string) => void
  /**
   * Whether the hosts that no stand-in answers for are answered by an echo, instead of being refused. It keeps what it
   * receives under the name of the destination that sends it, or of the host. Default: no.
   */
  echo?: boolean
  /** What the echo answers with. Default: 200 and an empty object. */
  answers?: CannedAnswers
  /** Hides what an echo must not keep of a request, besides the credentials that their names give away. */
  conceal?: (request: ReceivedRequest) => ReceivedRequest
}

/** A vendor in the sandbox. */
interface Imitated {
  name: string
  definition: StandInDefinition
  standIn: StandIn
  faults: Faults
}

/**
 * Starts stand-ins of vendors behind one port of 127.0.0.1. A request's Host header says which vendor it is for;
 * `127.0.0.1` and `localhost` reach the control API; any other host is refused, or gets an echo.
 *
 * @param options.standIns the stand-ins, by the names of their vendors
 * @throws the system's error if it can't listen there, such as `EADDRINUSE`
 */
export async function startSandbox<States>({
  standIns,
  port = 0,
  now = Date.now,
  onChange = () => undefined,
  echo: hasEcho = false,
  answers,
  conceal
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
  const echo = hasEcho ? new Echo(answers, conceal) : undefined

  function standInOf(name: string): Imitated {
    const found = byName.get(name)
    if (found) return found
    throw new Error(`The sandbox doesn't imitate the vendor "${name}". It imitates ${[...byName.keys()].join(', ')}.`)
  }

  /** The echo of a name that no stand-in has; undefined if it is a stand-in's, or there are no echoes. */
  function echoFor(name: string): Echo | undefined {
    return byName.has(name) ? undefined : echo
  }

  const controls: SandboxControls = {
    vendors: imitated.map(({ name }) => name),
    hasEcho,
    read: (name) => echoFor(name)?.read(name) ?? standInOf(name).standIn.read(),
    reset: (name) => {
      const echoOfName = name === undefined ? echo : echoFor(name)
      echoOfName?.reset(name)
      if (name !== undefined && echoOfName) return onChange(name)
      for (const { name: vendor, standIn, faults } of name === undefined ? imitated : [standInOf(name)]) {
        standIn.reset()
        faults.replace([])
        onChange(vendor)
      }
    },
    faults: (name) => (echoFor(name)?.faultsOf(name) ?? standInOf(name).faults).list(),
    setFaults: (name, value) => {
      const faults = echoFor(name)?.faultsOf(name) ?? standInOf(name).faults
      faults.replace(parseFaults(value, pathsOf(byName.get(name))))
      onChange(name)
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
    const host = hostOf(request)
    for (const { name, definition, standIn, faults } of imitated) {
      const { host: apiHost, scripts } = definition
      if (host === apiHost || host === scripts?.host) {
        const files = host === apiHost ? undefined : scripts?.files
        const answerer = vendorAnswerer({ standIn, faults, files }, request, body)
        return answerRequest(answerer, request, response, () => onChange(name))
      }
    }
    // A destination may also have a vendor on this machine: its requests are none of the control API.
    if (!['127.0.0.1', 'localhost'].includes(host) || request.headers[ASK] !== undefined) {
      if (echo) {
        const destination = destinationOf(request) ?? host
        const name = byName.has(destination) ? host : destination
        return answerRequest(echo.answerer(name, request, body), request, response, () => onChange(name))
      }
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
    hosts: hasEcho ? 'all' : hosts,
    standInHosts: hosts,
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

/** The paths that faults of a vendor can name; unknown for one without a stand-in. */
function pathsOf(vendor: Imitated | undefined): string[] | undefined {
  return vendor && [...Object.keys(vendor.standIn.routes), ...Object.keys(vendor.definition.scripts?.files ?? {})]
}
