import path from 'node:path'
import type { ReviewerNote } from '@partner-destinations/vendors/reviewer-note'
import type { Place } from '../../places'
import { validate } from '../validate'

/** The findings of a destination, each as its file in the destination, its line and its rule; and what they advise. */
export async function findingsOf(place: Place, notes: ReviewerNote[] = []) {
  const findings = await validate(place, notes)
  return {
    found: findings.map(({ file, line, rule }) => `${path.relative(place.folder, file)}:${line} ${rule}`),
    advice: findings.map(({ advice }) => advice).join('\n')
  }
}
