import Module from 'node:module'
import { bypassReason, createBypass } from './bypass'
import type { Fetch, Send } from './classes'
import { createFetch, Request } from './classes'
import { openAhead, openConnections } from './sending/connections'
import type { SandboxOptions } from './sending/connections'
import { createSend } from './sending/send'

export interface TransportOptions {
  /** Gets the requests to its hosts. All others fail before anything is sent. Default: requests go to their hosts. */
  sandbox?: SandboxOptions
  /** Hears of each request that is sent by the framework's own client, and why. */
  onBypass?: (reason: string) => void
}

/** A transport that is in use. */
export interface Transport {
  /** Closes the connections once their requests have ended. Nothing can be sent after that. */
  close: () => Promise<void>
}

/** What Node loads modules with; its types leave it out. */
interface Loader {
  _load: (request: string, parent: Module | undefined, ...rest: unknown[]) => unknown
  _cache: Record<string, Module | undefined>
}

/** The package that the framework sends its requests with. */
const REPLACED = 'cross-fetch'

/** In this thread. */
let isInUse = false

/**
 * Sends the requests of Segment's framework by undici. In this thread, every module that is loaded from now on gets our
 * `fetch`, `Headers`, `Request` and `Response` in the place of `cross-fetch`. It works for CommonJS modules, which the
 * framework and destinations are loaded as.
 * @throws Error if a module of this thread has `cross-fetch` already, or a transport is in use
 */
export function useTransport({ sandbox, onBypass }: TransportOptions = {}): Transport {
  const loader = Module as unknown as Loader
  const { _load: load } = loader
  refuseLate(loader)
  isInUse = true
  let parentOfClient: Module | undefined
  const connections = openConnections(sandbox)
  const continuing = new Set<string>()
  const send = createSend({
    connections,
    openAhead: (origin) => openAhead(origin, sandbox),
    onContinue: (origin) => continuing.add(origin)
  })
  const bypass = createBypass(() => load.call(loader, REPLACED, parentOfClient) as Fetch, sandbox)
  const choose: Send = (request) => {
    const isContinuing = continuing.has(Request.targetOf(request).origin)
    const reason = isContinuing ? 'a server that says 100 Continue unasked' : bypassReason(request)
    if (reason === undefined) return send(request)
    onBypass?.(reason)
    return bypass(request)
  }
  const fetch = createFetch(choose)

  loader._load = (request, parent, ...rest) => {
    if (request !== REPLACED) return load.call(loader, request, parent, ...rest)
    parentOfClient ??= parent
    return fetch
  }
  return { close: () => connections.close() }
}

function refuseLate(loader: Loader): void {
  if (isInUse) throw new Error('This thread has a transport already. Call useTransport() once.')
  const file = Object.keys(loader._cache).find((name) => /[\\/]node_modules[\\/]cross-fetch[\\/]/.test(name))
  if (file === undefined) return
  throw new Error(
    `${REPLACED} was loaded before the transport (${file}), so some requests would not use the transport. ` +
      'Call useTransport() before anything imports @segment/actions-core.'
  )
}
