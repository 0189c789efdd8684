import { AsyncLocalStorage } from 'node:async_hooks'
import type { ClientRequest } from 'node:http'
import type { RequestOptions } from 'node:https'
import { Agent } from 'node:https'
import { connect, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { ASK, readNotice } from './notice'

/** What answers for hosts on this machine: a `Sandbox`, or any other HTTP server. */
export interface HostsOnThisMachine {
  /** Its port on 127.0.0.1. */
  port: number
  /** The hosts whose requests it gets. */
  hosts: readonly string[] | 'all'
}

/** What the sandbox did to the requests of some work, besides answering them. */
export interface Followed {
  /** What faults did to the requests, in sentences. */
  faults: string[]
}

/** A method of Node's agents that its types leave out. It gets a request before anything is sent. */
interface RequestTaker {
  addRequest: (request: ClientRequest, options: RequestOptions) => void
}

/**
 * Puts the sandbox in the vendors' place. A request to `https://<vendor's host>/…` with this agent keeps its URL and
 * its Host header, and goes unencrypted to the sandbox. A request to any other host, or without HTTPS, fails before
 * anything is sent, so nothing leaves the machine.
 *
 * Connections are kept alive and pooled for the life of the agent.
 *
 * @example
 * https.request('https://api.acme.example/people', { agent: new SandboxAgent(sandbox), method: 'POST' })
 */
export class SandboxAgent extends Agent implements RequestTaker {
  private readonly followed = new AsyncLocalStorage<Followed>()

  /**
   * @param to where requests go; with `hosts: 'all'` those to all hosts do, with and without HTTPS
   * @param destination the name under which an echo keeps what it receives. Default: the host's
   */
  constructor(private readonly to: HostsOnThisMachine, readonly destination = '') {
    super({ keepAlive: true })
    // If the agent had a protocol, Node would refuse requests of any other protocol first, with an unhelpful message.
    Object.assign(this, { protocol: undefined })
  }

  /**
   * Runs some work, and reports what the sandbox did to its requests, redirects included. The sender of a request
   * doesn't see that. If one followed work runs inside another, each gets only its own reports.
   *
   * @param followed filled in while the requests run
   */
  follow<Result>(followed: Followed, work: () => Result): Result {
    return this.followed.run(followed, work)
  }

  addRequest(request: ClientRequest, options: RequestOptions): void {
    const followed = this.followed.getStore()
    if (followed) {
      if (!request.headersSent) request.setHeader(ASK, encodeURIComponent(this.destination))
      request.on('information', ({ headers }) => {
        const { fault } = readNotice(headers)
        if (fault !== undefined) followed.faults.push(fault)
      })
    }
    const { addRequest } = Agent.prototype as unknown as RequestTaker
    addRequest.call(this, request, options)
  }

  createConnection(options: RequestOptions, callback?: (error: Error, socket: Duplex) => void): Duplex | undefined {
    const host = this.refusedHost(options)
    if (host === undefined) {
      return connect({ host: '127.0.0.1', port: this.to.port, noDelay: true })
    }
    const hosts = [this.to.hosts].flat().join(', ')
    const error = new Error(
      `The sandbox doesn't imitate ${host}, so nothing was sent. It imitates ${hosts}, over HTTPS.`
    )
    // Node emits the error on the request, but its types still require a socket.
    callback?.(error, new Socket())
    return undefined
  }

  /** Does nothing. Segment's request client destroys the agent of each request, which would always empty the pool. */
  destroy(): void {}

  /** Closes the connections, as `destroy()` does for other agents. */
  close(): void {
    super.destroy()
  }

  /** The host and protocol of a request that the sandbox doesn't answer; undefined if it does. */
  private refusedHost({ host, protocol }: RequestOptions): string | undefined {
    const { hosts } = this.to
    if (hosts === 'all') return undefined
    const name = host ?? ''
    if (!hosts.includes(name)) return name
    return protocol === 'http:' ? `http://${name}` : undefined
  }
}
