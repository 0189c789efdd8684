import type { Problem } from './wire'

/** What is wrong with the input, by field. */
export interface BadFields {
  /** The framework's messages by field. */
  fields?: Record<string, string>
  /** The same in plain sentences. */
  problems?: Problem[]
}

/** A call that never reached the destination, because its input is wrong. */
export class BadCallError extends Error {
  readonly name = 'BadCallError'
  readonly fields?: Record<string, string>
  readonly problems?: Problem[]

  constructor(message: string, { fields, problems }: BadFields = {}) {
    super(message)
    this.fields = fields
    this.problems = problems
  }
}
