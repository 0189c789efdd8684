import type { Agent } from 'node:https'

/** What an agent did to the requests of a piece of work, besides sending them. */
export interface Followed {
  /** What faults did to them, in sentences. */
  faults: string[]
  /** The first requested host that nobody answers for. */
  noStandIn?: string
}

/** An agent that can tell what it did to requests, as the sandbox's can. */
interface FollowingAgent extends Agent {
  follow: <Result>(followed: Followed, work: () => Result) => Result
}

/**
 * Does a piece of work, and notes what the agent did to its requests, however they were sent.
 * @param followed is filled in as the requests go on; some agents leave it as it is
 */
export function follow<Result>(agent: Agent | undefined, followed: Followed, work: () => Result): Result {
  return agent && 'follow' in agent ? (agent as FollowingAgent).follow(followed, work) : work()
}
