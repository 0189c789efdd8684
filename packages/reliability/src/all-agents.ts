import { Agent } from 'node:http'
import type { ClientRequest } from 'node:http'
import type { RequestOptions } from 'node:https'
import { SandboxAgent } from '@partner-destinations/sandbox'

/** A method of Node's agents that its types leave out: takes a request, before anything of it is sent. */
type AddRequest = (this: Agent, request: ClientRequest, options: RequestOptions) => void

/** Has an agent take the requests of all others of this process: of Node's own, and of those that destinations make. */
export function replaceAllAgents(agent: SandboxAgent): void {
  const prototype = Agent.prototype as unknown as { addRequest: AddRequest }
  const { addRequest } = prototype
  prototype.addRequest = function (request, options) {
    const isOurs = this instanceof SandboxAgent || options.host === '127.0.0.1'
    return isOurs ? addRequest.call(this, request, options) : agent.addRequest(request, options)
  }
}
