import { BadInputError } from '@partner-destinations/server/json-input'
import { refersion } from './refersion'
import type { ReviewerNote } from './reviewer-note'
import { wigzo } from './wigzo'
import { wishpond, wishpondWeb } from './wishpond'

/**
 * Answers to what a reviewer upstream will ask, by destination folder. Every destination that is contributed has some:
 * `contribute` refuses one without, and `validate` asks for those that it can tell are missing.
 */
export const reviewerNotes: Record<string, ReviewerNote[]> = {
  refersion,
  wigzo,
  wishpond,
  'wishpond-web': wishpondWeb
}

/**
 * The notes of a destination that is to be contributed.
 * @throws BadInputError when it has none
 */
export function requireNotes(name: string): ReviewerNote[] {
  const notes = reviewerNotes[name]
  if (notes) return notes
  throw new BadInputError(
    `There are no notes for the reviewers of ${name}. Add them in packages/cli/src/contribute/reviewer-notes: what validate asks for, and what else a reviewer will ask.`
  )
}
