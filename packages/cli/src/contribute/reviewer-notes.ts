import { BadInputError } from '@partner-destinations/server/json-input'
import { destinationFacts } from '@partner-destinations/vendors'
import type { ReviewerNote } from '@partner-destinations/vendors/reviewer-note'

/** The file with the notes. */
export const whereNotesAre = 'packages/vendors/src/<vendor>/reviewer-notes.ts'

/** Answers to what a reviewer upstream will ask about a destination; empty if nobody wrote any. */
export function notesFor(name: string): ReviewerNote[] | undefined {
  return destinationFacts[name]?.reviewerNotes
}

/**
 * The notes of a destination that goes upstream.
 * @throws BadInputError if there are none
 */
export function requireNotes(name: string): ReviewerNote[] {
  const notes = notesFor(name)
  if (notes) return notes
  throw new BadInputError(
    `There are no notes for the reviewers of ${name}. Add them in ${whereNotesAre}: answer what validate reports, and everything else that a reviewer will ask.`
  )
}
