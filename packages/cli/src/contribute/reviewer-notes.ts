import { BadInputError } from '@partner-destinations/server/json-input'
import { destinationFacts } from '@partner-destinations/vendors'
import type { ReviewerNote } from '@partner-destinations/vendors/reviewer-note'

/** Where the notes are written. */
export const whereNotesAre = 'packages/vendors/src/<vendor>/reviewer-notes.ts'

/** Answers to what a reviewer upstream will ask about a destination; none for a destination that nobody wrote any for. */
export function notesFor(name: string): ReviewerNote[] | undefined {
  return destinationFacts[name]?.reviewerNotes
}

/**
 * The notes of a destination that is to be contributed.
 * @throws BadInputError when it has none
 */
export function requireNotes(name: string): ReviewerNote[] {
  const notes = notesFor(name)
  if (notes) return notes
  throw new BadInputError(
    `There are no notes for the reviewers of ${name}. Add them in ${whereNotesAre}: answer what validate asks for, and what else a reviewer will ask.`
  )
}
