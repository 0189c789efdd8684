import { isMasked } from '@partner-destinations/reliability/fate'
import type { Fate } from '@partner-destinations/reliability/fate'
import { fateOfError, runnerFates } from '@partner-destinations/reliability/fate'
import { BadCallError, run } from '@partner-destinations/runner'
import type { Call, Definition, Outcome } from '@partner-destinations/runner'
import { createTestIntegration } from '@segment/actions-core'
import type { JSONObject, Logger, StatsContext } from '@segment/actions-core'
import type { SandboxAgent } from '@partner-destinations/sandbox'
import type { Mode } from '../verdict'
import type { Input } from './input'

/** The parts of a batch's entry that both tell in the same words. */
export interface Entry {
  status: number
  errortype?: unknown
  errorreporter?: unknown
  errormessage?: unknown
}

/** What came of a run: an error, or an entry for each event of a batch. */
export interface Ended {
  error?: Fate
  entries?: Entry[]
}

const nothing = () => undefined

/**
 * Segment counts, logs and keeps what destinations tell it. The test integration hands out empty objects in their place, for
 * which some destinations fail.
 */
const statsContext = {
  statsClient: { observe: nothing, _name: nothing, _tags: nothing, incr: nothing, set: nothing, histogram: nothing },
  tags: []
} as unknown as StatsContext
const levels = ['debug', 'info', 'warn', 'error', 'crit', 'log', 'withTags']
const logger = Object.fromEntries(levels.map((level) => [level, nothing])) as unknown as Logger
const transactionContext = { transaction: {}, setTransaction: nothing }
const contexts = { statsContext, logger, transactionContext }

/** Runs an action by the framework's own test integration, which knows nothing of ours. */
export async function byFramework(definition: Definition, action: string, mode: Mode, input: Input): Promise<Ended> {
  const { events, mapping, auth, features, subscriptionMetadata } = input
  const destination = createTestIntegration(definition)
  // As the framework does it for the events of a customer, and not for those of a test.
  const settings = structuredClone(input.settings)
  try {
    destination.validateSettings(settings)
    const shared = { mapping, settings, auth, features, subscriptionMetadata, ...contexts }
    if (mode === 'single') {
      await destination.testAction(action, { ...shared, event: events[0] })
      return {}
    }
    await destination.testBatchAction(action, { ...shared, events: events as never })
    const [{ multistatus }] = destination.results as { multistatus?: Entry[] }[]
    return { entries: multistatus }
  } catch (error) {
    return { error: fateOfError(error, (error as Error).name !== 'AggregateAjvError') }
  }
}

/** Runs an action by the runner. */
export async function byRunner(
  definition: Definition,
  action: string,
  mode: Mode,
  input: Input,
  agent: SandboxAgent
): Promise<Ended> {
  const { settings, events, auth, features, subscriptionMetadata } = input
  const payload = mode === 'single' ? events[0] : events
  const mapping = withoutDefaults(definition, action, input.mapping)
  const call: Call = { kind: 'action', action, settings, payload, mapping, auth, features, subscriptionMetadata }
  try {
    return endedOf(await run(definition, call, agent))
  } catch (error) {
    if (!(error instanceof BadCallError)) throw error
    return { error: { kind: 'failed', errorClass: 'BadCallError', status: 400, retry: false, messages: [] } }
  }
}

/** The runner adds the defaults of the fields that a mapping leaves out. It leaves out those without a value. */
function withoutDefaults(definition: Definition, action: string, mapping: JSONObject): JSONObject {
  const cleared = Object.entries(definition.actions[action].fields)
    .filter(([key, field]) => field.default !== undefined && !Object.hasOwn(mapping, key))
    .map(([key]) => [key, undefined])
  return { ...mapping, ...(Object.fromEntries(cleared) as JSONObject) }
}

function endedOf(outcome: Outcome): Ended {
  const entries = outcome.steps.flatMap((step) => ('multistatus' in step ? step.multistatus : []))
  const [fate] = runnerFates({ steps: outcome.steps.filter((step) => !('multistatus' in step)) }, 1)
  if (fate.kind !== 'delivered') return { error: fate }
  return entries.length > 0 ? { entries } : {}
}

/** In which ways the runner's end of a run is not the framework's. */
export function endDifferences(framework: Ended, runner: Ended): string[] {
  if (framework.error && runner.error) return errorDifferences(framework.error, runner.error)
  if (framework.error || runner.error) return [`outcome: ${inWords(framework)} / ${inWords(runner)}`]
  const [theirs, ours] = [framework.entries ?? [], runner.entries ?? []]
  if (theirs.length !== ours.length) return [`entries of the batch: ${theirs.length} / ${ours.length}`]
  return theirs.flatMap((entry, index) =>
    (['status', 'errortype', 'errorreporter', 'errormessage'] as const).flatMap((key) => {
      const isWorded = key === 'errormessage' && 'problems' in ours[index]
      if (isWorded || isSameText(entry[key], ours[index][key])) return []
      return [`${key} of event ${index + 1}: ${String(entry[key])} / ${String(ours[index][key])}`]
    })
  )
}

function errorDifferences(framework: Fate, runner: Fate): string[] {
  // The runner refuses what the framework's schema of the settings, or its mapping kit, refuses before an action.
  const refused = ['AggregateAjvError', 'AggregateError']
  if (runner.errorClass === 'BadCallError' && refused.includes(framework.errorClass ?? '')) return []
  return [
    ...(['errorClass', 'status', 'retry'] as const).flatMap((key) =>
      framework[key] === runner[key] ? [] : [`${key}: ${String(framework[key])} / ${String(runner[key])}`]
    ),
    ...runner.messages.flatMap((message) =>
      framework.messages.some((one) => isSameText(one, message))
        ? []
        : [`message: ${framework.messages.join(' ')} / ${message}`]
    )
  ]
}

/** The runner hides secrets. */
function isSameText(framework: unknown, runner: unknown): boolean {
  if (typeof framework === 'string' && typeof runner === 'string') return isMasked(framework, runner)
  return framework === runner
}

export function inWords({ error, entries }: Ended): string {
  if (error) return `${error.errorClass ?? 'Error'}: ${error.messages.join(' ')}`
  return entries ? entries.map(({ status }) => status).join(', ') : 'success'
}
