import type { Agent } from 'node:https'
import { Destination, transform } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import { batchEntries } from './batch-results'
import { noTokens } from './call'
import type { ActionOptions, Definition } from './call'
import { describeError, isSchemaError } from './call-error'
import type { Unmasked } from './masking/masked-outcome'
import { Observation, ownBodies } from './observation'
import type { BeforeRequest } from './observation'
import { observedDefinition } from './observed-definition'
import { problemsOf } from './problems/problems'
import { checkAction } from './subscriptions'
import { isCallError, isFailed } from './wire'
import type { CallError, Step } from './wire'

/**
 * Whether the outcome contains the requests and answers, the payloads, and what was sent and answered for each event of a
 * batch; `failed` means only if something failed, and then, of a batch, only for the events that failed.
 */
export type KeepExchanges = boolean | 'failed'

/** A task for an action: an event, or a list of events for its batch call. */
export interface Task {
  action: string
  mapping: JSONObject
  payload: JSONObject | JSONObject[]
  /** As in `DeliveryOptions`. */
  keepExchanges: KeepExchanges
  beforeRequest?: BeforeRequest
}

/** What the framework's actions need besides the task. */
type Bundle = Omit<Parameters<Destination<JSONObject>['actions'][string]['execute']>[0], 'data'>

/**
 * Each task has its own copy of the settings, and the framework passes on that object. So the settings of a request
 * identify its task: they carry its observation where a destination doesn't see it. A `WeakMap` would take a tenth of the
 * runner's time.
 */
const observationKey = Symbol('observation')

interface ObservedSettings {
  [observationKey]?: Observation
}

/** A destination that is ready to run its actions, as often as you like, one after the other or at once. */
export class ConnectedDestination {
  private readonly destination: Destination<JSONObject>
  /**
   * @param settings in the form of the schema
   * @param agent sends the requests to something other than the vendor; without it, they go to the vendor
   */
  constructor(
    readonly definition: Definition,
    private readonly settings: JSONObject,
    private readonly agent?: Agent,
    private readonly options: ActionOptions = {}
  ) {
    const observationOf = ({ settings }: { settings: ObservedSettings }) => settings[observationKey]
    this.destination = new Destination(observedDefinition(definition, observationOf, agent))
    // It would keep every answer forever.
    for (const action of Object.values(this.destination.actions)) action.removeAllListeners('response')
  }

  /**
   * Runs a task. If the destination or the vendor fails, the failure is a step of the outcome.
   * @throws BadCallError if there is no such action
   */
  async run(task: Task): Promise<Unmasked> {
    checkAction(this.definition, task.action)
    const settings = { ...this.settings }
    const { keepExchanges, beforeRequest } = task
    const observation = new Observation(this.agent, keepExchanges !== false, beforeRequest)
    Object.defineProperty(settings, observationKey, { value: observation })
    const steps = observation.completed(await this.steps(task, settings, observation))
    const keeps = keepExchanges === 'failed' ? steps.some(hasFailed) : keepExchanges
    if (!keeps && steps.length === 0) return nothingHappened
    const exchanges = keeps ? await observation.read() : []
    const outcome: Unmasked = {
      steps: [...exchanges, ...steps],
      mayHoldPasswords: [observation.payloads, observation.bodies, ownBodies(exchanges)]
    }
    // If the schema refused the payload, the action never got it. Then the payload is the result of the mapping.
    if (keeps) outcome.payload = observation.payloads[0] ?? mapped(task)
    return outcome
  }

  /** The steps of a task, except its exchanges. */
  private async steps(task: Task, settings: JSONObject, observation: Observation): Promise<Unmasked['steps']> {
    try {
      const steps = await observation.follow(() => this.execute(task, settings, observation))
      // The destination may have caught it. Even so, it did not do what it was asked for.
      if (observation.prevented) throw observation.prevented.error
      return steps
    } catch (error) {
      return [this.describe(observation.prevented?.error ?? error, task, observation)]
    }
  }

  private async execute(task: Task, settings: JSONObject, observation: Observation): Promise<Unmasked['steps']> {
    const { mapping, payload } = task
    const action = this.destination.actions[task.action]
    if (!Array.isArray(payload)) {
      await action.execute({ ...this.bundle(mapping, settings, payload), data: payload })
      return []
    }
    const results = await action.executeBatch({ ...this.bundle(mapping, settings, payload[0]), data: payload })
    return [{ multistatus: await batchEntries(this.definition, task, payload, results, observation) }]
  }

  /** Made from the event, or from the first event of a list, as the framework's `onEvent` and `onBatch` do it. */
  private bundle(mapping: JSONObject, settings: JSONObject, event: JSONObject | undefined): Bundle {
    const { auth = noTokens, features = {}, subscriptionMetadata = {}, audienceSettings } = this.options
    const { personas } = (event?.context ?? {}) as { personas?: { audience_settings?: JSONObject } }
    return {
      settings,
      mapping,
      audienceSettings: audienceSettings ?? (personas ? personas.audience_settings : {}),
      personasContext: personas as Bundle['personasContext'],
      auth,
      features,
      subscriptionMetadata
    }
  }

  /** The error that ended a task. A schema error is explained in plain sentences. */
  private describe(error: unknown, task: Task, observation: Observation): CallError {
    const described = describeError(error, { beforeAction: !observation.hasReached })
    if (isSchemaError(error) && !Array.isArray(task.payload)) {
      const { action, mapping, payload: event } = task
      const { fields } = this.definition.actions[action]
      const problems = problemsOf(error, { fields, value: transform(mapping, event), source: { mapping, event } })
      return { ...described, message: problems.map(({ message }) => message).join(' '), problems }
    }
    const retryAfter = observation.retryAfter(described.statusCode)
    const { lost } = observation
    return { ...described, ...(retryAfter !== undefined && { retryAfter }), ...(lost && { lost }) }
  }
}

/** The outcome of a task that succeeded, when nothing of it is kept. */
const nothingHappened: Unmasked = { steps: [], mayHoldPasswords: [] }

function hasFailed(step: Step): boolean {
  return 'multistatus' in step ? step.multistatus.some(isFailed) : isCallError(step)
}

function mapped({ mapping, payload }: Task): unknown {
  try {
    return Array.isArray(payload) ? payload.map((event) => transform(mapping, event)) : transform(mapping, payload)
  } catch {
    return undefined // the error is in the outcome of the task
  }
}
