import { notesFor } from '../contribute/reviewer-notes'
import { shortPath } from '../places'
import type { Place } from '../places'
import { actions, fieldDescriptions } from './rules/actions'
import { batching, batchKeys } from './rules/batching'
import { commentedOutCode } from './rules/comments'
import { defaultMappings } from './rules/default-mappings'
import { errorClasses, frameworkClasses } from './rules/errors'
import { imports } from './rules/imports'
import { layout, names } from './rules/layout'
import { browserPackage } from './rules/package'
import { presetEvents, presetsApart, presetsComplete, subscriptions } from './rules/presets'
import { reviewersQuestions } from './rules/reviewers-questions'
import { settings } from './rules/settings'
import { versioningInfo } from './rules/versioning'
import { readSubject } from './subject'
import type { Finding, Rule } from './subject'

const RULES: Rule[] = [
  actions,
  fieldDescriptions,
  batching,
  batchKeys,
  defaultMappings,
  settings,
  subscriptions,
  presetsComplete,
  presetsApart,
  presetEvents,
  layout,
  names,
  browserPackage,
  versioningInfo,
  imports,
  errorClasses,
  frameworkClasses,
  commentedOutCode,
  reviewersQuestions
]

/**
 * What you should fix in a destination before upstream's checks and reviewers see it, in the order of files and lines.
 * @param notes answers to what a reviewer will ask. Default: this project's own
 * @throws BadInputError if the destination doesn't load
 */
export async function validate(place: Place, notes = notesFor(place.name) ?? []): Promise<Finding[]> {
  const subject = readSubject(place, notes)
  const findings: Finding[] = []
  for (const rule of RULES) findings.push(...(await rule(subject)))
  return findings.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}

/** A finding as one line: file, line, rule, what to do. */
export function describe({ file, line, rule, advice }: Finding): string {
  return `${shortPath(file)}:${line} ${rule} ${advice}`
}
