import { Subscriptions } from '@partner-destinations/runner'
import type { Definition, Subscription } from '@partner-destinations/runner'
import { bundle } from './bundle'
import { FunctionError } from './function-error'
import { actionsWithoutBatch, handlerNames, typesTaken } from './handlers'
import { head } from './head'
import { functionSettings } from './settings'
import type { FunctionSetting } from './settings'

/** What a function is made of. */
export interface FunctionParts {
  definition: Definition
  /** The absolute path of the destination's `index.ts`. */
  source: string
  /** With whole mappings. */
  subscriptions: Subscription[]
  /** What the subscriptions are, for the head of the file, such as `the presets of Wigzo (Actions)`. */
  subscriptionsAre: string
  /** Whether to define `onBatch`. */
  withBatch: boolean
  /** The command that makes the same file again. */
  command: string
  /** The folders with the source of Segment's packages, by their names, if they are not installed. */
  packages?: Record<string, string>
}

/** A destination as a Segment Destination Function. */
export interface DestinationFunction {
  /** What to call it in Segment. */
  displayName: string
  /** The JavaScript to paste. */
  code: string
  settings: FunctionSetting[]
  /** The handlers that it has, such as `onTrack`. */
  handlers: string[]
  /** What the destination can't do as a function, in sentences. */
  notes: string[]
}

/**
 * Makes a Destination Function of a destination.
 * @throws FunctionError if that is not possible
 * @throws BadCallError if a subscription is wrong
 * @see https://segment.com/docs/connections/functions/destination-functions/
 */
export async function makeFunction(parts: FunctionParts): Promise<DestinationFunction> {
  const { definition, source, subscriptions, withBatch, packages = {} } = parts
  void new Subscriptions(definition, subscriptions)
  if (subscriptions.length === 0) {
    throw new FunctionError(`${definition.name} has no automatic presets. Give subscriptions with --config.`)
  }
  if (withBatch) requireBatch(definition, subscriptions)
  const handlers = handlersOf(definition, subscriptions, withBatch)
  const settings = functionSettings(definition)
  const bundled = await bundle({ definition, source, subscriptions, packages })
  const code = [head(parts, settings), Object.values(handlers).join('\n\n'), bundled].join('\n')
  return { displayName: definition.name, code, settings, handlers: Object.keys(handlers), notes: notesOf(definition) }
}

/** @throws FunctionError that names the actions without a batch call */
function requireBatch(definition: Definition, subscriptions: Subscription[]): void {
  const single = actionsWithoutBatch(definition, subscriptions)
  if (single.length === 0) return
  throw new FunctionError(
    `--batch needs a batch call in every subscribed action, and ${single.join(', ')} of ${
      definition.name
    } has none: Segment puts events of all types into one batch. Leave out --batch.`
  )
}

/** The code of each handler, by its name. */
function handlersOf(definition: Definition, subscriptions: Subscription[], withBatch: boolean): Record<string, string> {
  const handler = (name: string, call: string, what = 'event') =>
    [name, `async function ${name}(${what}, settings) {\n  return destination.${call}(${what}, settings)\n}`] as const
  const types = typesTaken(subscriptions)
  return Object.fromEntries([
    ...types.map((type) => handler(handlerNames[type], 'deliver')),
    ...(definition.onDelete ? [handler(handlerNames.delete, 'delete')] : []),
    ...(withBatch ? [handler('onBatch', 'deliverBatch', 'events')] : [])
  ])
}

/** A function has settings only, and nothing that Segment keeps or renews for it. */
function notesOf({ name, authentication }: Definition): string[] {
  if (!authentication?.scheme.startsWith('oauth')) return []
  return [`${name} uses OAuth. A function gets no tokens, so requests that need one will fail.`]
}
