/**
 * What a reviewer upstream asks about. `validate` looks for a note wherever a destination does one of these:
 *
 * - `batch`: an action has no `performBatch`
 * - `chunks`: the destination cuts a batch into smaller ones itself
 * - `credentials`: `testAuthentication` sends no request
 * - `delete`: an action takes `type = "delete"`
 * - `preset`: an action has no preset
 * - `required`: an action refuses events that have every field which it declares as required
 * - `other`: whatever else a reviewer would stumble over
 */
export type Topic = 'batch' | 'chunks' | 'credentials' | 'delete' | 'preset' | 'required' | 'other'

/** An answer to what a reviewer will ask. It goes into the body of the pull request. */
export interface ReviewerNote {
  topic: Topic
  /** Keys of the actions that it is about; without them it is about the destination. */
  actions?: string[]
  /** Markdown, in whole sentences. */
  text: string
}
