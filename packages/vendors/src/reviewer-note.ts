/**
 * What a reviewer upstream asks about. `validate` expects a note if a destination does one of these:
 *
 * - `batch`: an action has no `performBatch`
 * - `chunks`: the destination cuts a batch into smaller ones itself
 * - `credentials`: `testAuthentication` sends no request
 * - `delete`: an action takes `type = "delete"`
 * - `preset`: an action has no preset
 * - `required`: an action refuses an event that has all the fields that it declares as required
 * - `other`: anything else that a reviewer will ask
 */
export type Topic = 'batch' | 'chunks' | 'credentials' | 'delete' | 'preset' | 'required' | 'other'

/** An answer to a question that a reviewer will ask. It goes into the body of the pull request. */
export interface ReviewerNote {
  topic: Topic
  /** Keys of the actions that it explains. Without them, it explains the destination. */
  actions?: string[]
  /** Markdown, in whole sentences. */
  text: string
}
