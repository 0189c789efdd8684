import type { Agent } from 'node:https'
import type { Exchange } from './wire'

/** What an agent did to the requests of some work, besides sending them. */
export interface Followed {
  /** What faults did to the requests, in sentences. */
  faults: string[]
  /** Requests that the destination sent without the request client. Each is filled in as it goes on. */
  exchanges: Promise<Exchange>[]
  /** What was refused, because nobody on this machine can answer it. */
  refused: Refusal[]
}

/** Something that a destination tried, and that was refused. */
export interface Refusal {
  /** What it was, such as `a connection to kafka.example:9092`. */
  tried: string
  /** The same in sentences, with what to do. */
  message: string
}

/** The code of the errors that destinations get for what was refused. */
export const refusedCode = 'ESANDBOX'

/** Whether an error says that something was refused, or was caused by one that does. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (error as NodeJS.ErrnoException).code === refusedCode || isRefusal(error.cause)
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
