import { shortPath } from '../places'
import type { Place } from '../places'
import { actions, batchKeys, fieldDescriptions } from './rules/actions'
import { commentedOutCode } from './rules/comments'
import { defaultMappings } from './rules/default-mappings'
import { errorClasses } from './rules/errors'
import { imports } from './rules/imports'
import { layout, names } from './rules/layout'
import { presetEvents, presetsApart, presetsComplete, subscriptions } from './rules/presets'
import { settings } from './rules/settings'
import { versioningInfo } from './rules/versioning'
import { readSubject } from './subject'
import type { Finding, Rule } from './subject'

const RULES: Rule[] = [
  actions,
  fieldDescriptions,
  batchKeys,
  defaultMappings,
  settings,
  subscriptions,
  presetsComplete,
  presetsApart,
  presetEvents,
  layout,
  names,
  versioningInfo,
  imports,
  errorClasses,
  commentedOutCode
]

/**
 * What is to be mended in a destination before upstream's checks and reviewers take it, in the order of files and lines.
 * @throws BadInputError when the destination does not load
 */
export function validate(place: Place): Finding[] {
  const subject = readSubject(place)
  const findings = RULES.flatMap((rule) => rule(subject))
  return findings.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}

/** A finding as one line: file, line, rule, what to do. */
export function describe({ file, line, rule, advice }: Finding): string {
  return `${shortPath(file)}:${line} ${rule} ${advice}`
}
