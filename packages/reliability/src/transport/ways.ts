import type { SandboxAgent } from '@partner-destinations/sandbox'
import type { VendorSandbox } from '@partner-destinations/vendors/sandbox'
import type { Arrivals } from './arrivals'

/** What sends the requests: the framework's own client, or the transport in its place. */
export const ways = ['framework', 'transport'] as const
export type Way = typeof ways[number]

/** What the deliveries of one way to vendors with stand-ins are made with. */
export interface Means {
  sandbox: VendorSandbox
  /** Leads the framework's own client to the sandbox. The transport finds it by itself. */
  agent: SandboxAgent | undefined
  arrivals: Arrivals
}

/** Sets the status that vendors of which we know nothing give to every request. */
export type AnswerWith = (status: number) => void

/** The sorts of jobs, each of which is done in processes of its own. */
export const suites = ['our destinations', 'published destinations'] as const
export type Suite = typeof suites[number]

/** How much is compared: what `npm test` has time for, or everything. */
export const extents = ['some', 'all'] as const
export type Extent = typeof extents[number]

/** Something that is delivered both ways. */
export interface Job {
  name: string
  /** Puts the sandbox into the state that it needs. */
  prepare: () => Promise<unknown>
  deliver: () => Promise<unknown>
  /** What the vendor has after it. */
  state?: () => unknown
}

/** What came of a job. */
export interface JobResult {
  name: string
  /** What came in, sorted. */
  requests: string[]
  end: unknown
  state: unknown
}
