import { AsyncLocalStorage } from 'node:async_hooks'
import type { Followed } from '@partner-destinations/runner'
import { SandboxAgent } from '@partner-destinations/sandbox'
import type { HostsOnThisMachine } from '@partner-destinations/sandbox'

/** The call that a request or a connection belongs to. */
export interface CallUnderWay {
  agent: GuardedAgent
  followed: Followed
}

const underWay = new AsyncLocalStorage<CallUnderWay>()
let outsideOfCalls: GuardedAgent | undefined

/** The call that the running code belongs to; undefined for code that runs by itself, such as while it is loaded. */
export function callUnderWay(): CallUnderWay | undefined {
  const call = underWay.getStore()
  if (call || !outsideOfCalls) return call
  return { agent: outsideOfCalls, followed: { exchanges: [], faults: [], refused: [] } }
}

/**
 * Code that runs outside of any call sends its requests with this agent, and nobody is told of them. Without an agent,
 * such code belongs to no call.
 */
export function setOutsideOfCalls(agent: GuardedAgent | undefined): void {
  outsideOfCalls = agent
}

/** An agent that tells the guard which call the running code belongs to. */
export class GuardedAgent extends SandboxAgent {
  /**
   * @param to where requests go
   * @param destination the name under which an echo keeps what it receives
   * @param sendsNothing whether requests without the request client are refused, as in a preview
   */
  constructor(to: HostsOnThisMachine, destination = '', readonly sendsNothing = false) {
    super(to, destination)
  }

  follow<Result>(followed: Followed, work: () => Result): Result {
    return underWay.run({ agent: this, followed }, () => super.follow(followed, work))
  }
}
