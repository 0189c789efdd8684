import { BadCallError, prepare } from '@partner-destinations/runner'
import type { Definition, Step, Subscription } from '@partner-destinations/runner'
import type { JSONObject } from '@segment/actions-core'
import { entryOf, failuresOf, throwFailure } from './failures'
import type { BatchEntry, Failure } from './failures'
import { Invocation } from './invocation'
import { segmentError } from './segment-errors'

/** Has the destination's own `onDelete` delete a user; a destination without one has no such thing. */
export type Deletion = (event: JSONObject, settings: JSONObject, invocation: Invocation) => Promise<Step[]>

/**
 * What the handlers of a function do. They keep nothing: each invocation prepares the destination with its own settings.
 */
export class DestinationFunction {
  /** @param subscriptions with whole mappings */
  constructor(
    private readonly definition: Definition,
    private readonly subscriptions: Subscription[],
    private readonly deletion?: Deletion
  ) {}

  /** @throws an error by which Segment knows whether to retry the event */
  async deliver(event: JSONObject, settings: JSONObject): Promise<void> {
    const invocation = new Invocation()
    const { steps } = await this.prepared(settings, invocation).deliver(event)
    throwFailure(failuresOf(steps), invocation)
  }

  /**
   * Delivers the events of a batch. Segment puts events of all types into one, so some may be delete events.
   * @throws ValidationError if the settings are wrong. All other failures are in the results.
   */
  async deliverBatch(events: JSONObject[], settings: JSONObject): Promise<BatchEntry[]> {
    const invocation = new Invocation()
    const { steps } = await this.prepared(settings, invocation).deliverBatch(events)
    const resultOf = async (event: JSONObject, place: number) => {
      const failures = failuresOf(steps, place)
      if (!this.deletion || event.type !== 'delete') return entryOf(failures, invocation)
      const deleted = failuresOf(await this.deletion(event, settings, invocation))
      return entryOf([...failures, ...deleted].filter(isOfDeletion), invocation)
    }
    return Promise.all(events.map(resultOf))
  }

  /**
   * Delivers a delete event: through the subscriptions that take it, and to the destination's own `onDelete`. A user whom
   * neither knows is no failure.
   * @throws an error by which Segment knows whether to retry the event
   */
  async delete(event: JSONObject, settings: JSONObject): Promise<void> {
    const invocation = new Invocation()
    const delivered = await this.prepared(settings, invocation).deliver(event)
    const deleted = (await this.deletion?.(event, settings, invocation)) ?? []
    throwFailure(failuresOf([...delivered.steps, ...deleted]).filter(isOfDeletion), invocation)
  }

  private prepared(settings: JSONObject, { agent }: Invocation) {
    try {
      return prepare(this.definition, settings, this.subscriptions, { agent })
    } catch (error) {
      // Nothing but the settings can be wrong: mappings and FQL were checked when the function was made.
      if (error instanceof BadCallError) throw segmentError('settings', error.message)
      throw error
    }
  }
}

/** Nobody has to take a delete event, and nothing has to be there that can be deleted. */
function isOfDeletion({ kind }: Failure): boolean {
  return kind !== 'not supported'
}
