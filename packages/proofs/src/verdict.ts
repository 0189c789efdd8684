/** How an action is run: with one event, or with two in a batch. */
export const modes = ['single', 'batch'] as const
export type Mode = typeof modes[number]

/** What the vendor answers. */
export const statuses = [200, 400, 500] as const
export type Status = typeof statuses[number]

/**
 * Where the values come from: upstream's generator, the same with plain texts, an event of an audience, or the
 * destination's own tests.
 */
export const sources = ['generated', 'plain', 'audience', 'tests'] as const
export type Source = typeof sources[number]

/** One run of an action by the runner, compared with the framework's. */
export interface Comparison {
  mode: Mode
  status: Status
  source: Source
  /** How many requests the framework sent. */
  requests: number
  /** What was different: the runner's after the framework's. Empty if nothing was. */
  differences: string[]
  /** Whether the framework itself did something else, as the runner did, when it ran again. */
  isRemembering: boolean
  /** The error that the framework ended with, as its class and message. */
  error?: string
}

/** What came of an action. */
export interface ActionReport {
  action: string
  comparisons: Comparison[]
  /** Hosts to which it connected without the request client. */
  pastTheClient: string[]
  /** Calls of the destination's own tests that were tried. */
  triedTests: number
}

/** What a child process says of its destination. */
export type Message = { actions: string[] } | { report: ActionReport } | { loadError: string }

/** Everything that is known of a destination. */
export interface DestinationReport {
  destination: string
  actions: string[]
  reports: ActionReport[]
  /** Why the rest of it couldn't be run: it doesn't load, or didn't end in time. */
  stopped?: string
}

/** What an action proves. */
export const verdicts = ['same', 'differs', 'cannot run', 'proves nothing'] as const
export type Verdict = typeof verdicts[number]

/** What an action proves by its report; without one it couldn't run. */
export function verdictOf(report: ActionReport | undefined): Verdict {
  if (!report || report.pastTheClient.length > 0) return 'cannot run'
  const { comparisons } = report
  if (comparisons.some(({ differences }) => differences.length > 0)) return 'differs'
  return comparisons.some(({ requests }) => requests > 0) ? 'same' : 'proves nothing'
}
