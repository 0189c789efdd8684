import type { Agent } from 'node:https'

/** What an agent did to the requests of some work, besides sending them. */
export interface Followed {
  /** What faults did to the requests, in sentences. */
  faults: string[]
  /** The first host of a request that has no stand-in. */
  noStandIn?: string
}

/** An agent that can report what it did to requests, such as the sandbox's. */
interface FollowingAgent extends Agent {
  follow: <Result>(followed: Followed, work: () => Result) => Result
}

/**
 * Runs some work, and notes what the agent did to its requests, however they were sent.
 * @param followed filled in while the requests run; some agents leave it unchanged
 */
export function follow<Result>(agent: Agent | undefined, followed: Followed, work: () => Result): Result {
  return agent && 'follow' in agent ? (agent as FollowingAgent).follow(followed, work) : work()
}
