import { spotOfActionProperty, spotOfField } from '../locate'
import type { Finding, Rule } from '../subject'

/** What Segment reads before it groups events and calls `performBatch`. */
const BATCH_FIELDS = ['enable_batching', 'batch_size', 'batch_bytes', 'batch_keys']

/**
 * Customers can turn batches off in an action that takes them, and see how large a batch may be. An action without
 * batches has no fields about them. Source: "Batching" in upstream's CLAUDE.md and
 * `.claude/commands/generate-destination.md`.
 */
export const batching: Rule = (subject) =>
  Object.entries(subject.definition.actions).flatMap(([key, { fields, performBatch }]) => {
    const finding = (advice: string, field?: string): Finding => ({
      ...(field ? spotOfField(subject, field, key) : spotOfActionProperty(subject, key, 'performBatch')),
      rule: 'batching',
      advice
    })
    if (!performBatch) {
      return BATCH_FIELDS.filter((field) => field in fields).map((field) =>
        finding(`Remove ${field} from ${key}, or add performBatch: without it Segment makes no batches.`, field)
      )
    }
    const missing = ['enable_batching', 'batch_size'].filter((field) => !(field in fields))
    const { batch_size: size } = fields
    const isOpen = size !== undefined && size.unsafe_hidden !== true
    return [
      ...missing.map((field) => finding(`Add the field ${field} to ${key}: it takes batches.`)),
      ...(isOpen && (size.minimum === undefined || size.maximum === undefined)
        ? [finding(`Give batch_size of ${key} a minimum and a maximum, or hide it with unsafe_hidden.`, 'batch_size')]
        : [])
    ]
  })

/** A field that groups events into batches names at most three other fields of its action, as upstream asks. */
export const batchKeys: Rule = (subject) =>
  Object.entries(subject.definition.actions).flatMap(([key, { fields }]) => {
    const keys = fields.batch_keys?.default ?? []
    const unknown = keys.filter((name) => name === 'batch_keys' || !(name in fields))
    const problems = [
      ...(keys.length > 3 ? [`Name at most three fields in batch_keys of ${key}.`] : []),
      ...unknown.map((name) => `Remove ${name} from batch_keys of ${key}: it must name other fields of the action.`)
    ]
    return problems.map((advice) => ({ ...spotOfField(subject, 'batch_keys', key), rule: 'batch-keys', advice }))
  })
