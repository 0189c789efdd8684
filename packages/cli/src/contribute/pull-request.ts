import fs from 'node:fs'
import path from 'node:path'
import type { Settings } from '../definition'
import type { Publication } from '../publication'
import { toFillIn } from '../to-fill-in'
import { findChecklists, tick } from './checklists'
import type { Contribution } from './contribute'
import type { JestFigures } from './jest-figures'
import { reviewerNotes } from './reviewer-notes'
import type { Check } from './upstream-checks'

/**
 * The body of the pull request: what it brings, what a reviewer will ask, what is assumed, what was tested, and the
 * checklists of upstream's template with the boxes ticked that this command can answer for.
 * @param template the clone's `.github/PULL_REQUEST_TEMPLATE.md`
 */
export function pullRequestBody(
  publication: Publication,
  { isUpdate, checks }: Pick<Contribution, 'isUpdate' | 'checks'>,
  ownTests: JestFigures,
  template: string
): string {
  const done = ticks(publication)
  const checklists = findChecklists(template).map(({ heading, boxes }) => ({ heading, boxes: tick(boxes, done) }))
  const testingBoxes = checklists.find(({ heading }) => heading === 'Testing')?.boxes ?? []
  const sections = [
    summary(publication, isUpdate),
    section('For the reviewer', list(reviewerNotes[publication.place.name] ?? [])),
    section(`Open assumptions about ${publication.vendorName}`, assumptions(publication)),
    section('Testing', [...list(testing(publication, ownTests, checks)), '', ...testingBoxes]),
    ...checklists.filter(({ heading }) => heading !== 'Testing').map(({ heading, boxes }) => section(heading, boxes))
  ]
  return sections.filter((text) => text !== '').join('\n\n')
}

function summary({ definition, slug, settings, path: folder }: Publication, isUpdate: boolean): string {
  const { name, mode, description, actions, presets } = definition
  return [
    `${isUpdate ? 'Updates' : 'Adds'} **${name}** (\`${slug}\`), a ${mode}-mode destination. ${description ?? ''}`,
    '',
    '| Action | Default subscription | What it does |',
    '| --- | --- | --- |',
    ...Object.entries(actions).map(([key, action]) => {
      const subscription = action.defaultSubscription ? `\`${action.defaultSubscription}\`` : 'none'
      return `| \`${key}\` | ${subscription.replaceAll('|', '\\|')} | ${action.description} |`
    }),
    '',
    `Settings: ${describeSettings(settings)}.`,
    '',
    `Presets: ${(presets ?? []).map((preset) => preset.name).join('; ') || 'none'}.`,
    '',
    `Only \`${folder}\` changes, and no dependency is added.` +
      (isUpdate ? '' : ' The destination is not registered: that needs the id that Segment gives.')
  ].join('\n')
}

function describeSettings(settings: Settings): string {
  const described = Object.values(settings).map(
    ({ label, type, required }) => `${label} (\`${type}\`${required ? ', required' : ''})`
  )
  return described.join(', ') || 'none'
}

function assumptions({ openAssumptions, vendorName }: Publication): string[] {
  if (openAssumptions.length === 0) return []
  return [`Nobody has confirmed these yet with ${vendorName}:`, '', ...list(openAssumptions)]
}

function testing({ vendorName }: Publication, own: JestFigures, checks: Check[]): string[] {
  const inClone = checks.map(({ tool, outcome, figures }) => {
    if (outcome === 'not installed') return `This repository's ${tool}: not run, as it was not installed.`
    return `This repository's ${tool}: ${figures ? count(figures) : 'passes'}.`
  })
  return [
    `In the repository where it was written, with jest ${own.version}: ${count(own)}.`,
    ...(checks.length > 0 ? inClone : ["This repository's own checks: not run before the pull request."]),
    `With ${vendorName} itself: ${toFillIn(
      'who sent which events with the keys of a test account, when, and what arrived'
    )}.`
  ]
}

function count({ passed, files }: JestFigures): string {
  return `${passed} unit tests in ${files} files pass`
}

/** The boxes of upstream's template that the command can tick: the other ones are for whoever opens the request. */
function ticks({ place, settings }: Publication): RegExp[] {
  const secretsArePasswords = Object.entries(settings).every(([key, { type }]) => type === 'password' || !isSecret(key))
  return [
    /added .*unit tests/i,
    ...(fs.existsSync(path.join(place.source, 'versioning-info.ts')) ? [/API versions/i] : []),
    ...(secretsArePasswords ? [/type: 'password'/] : [])
  ]
}

/** Upstream's rule for keys of settings: one of these as a word of its own. */
function isSecret(key: string): boolean {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_-]/)
  return words.some((word) => ['key', 'token', 'secret', 'password', 'code'].includes(word))
}

function list(items: string[]): string[] {
  return items.map((item) => `- ${item}`)
}

function section(heading: string, lines: string[]): string {
  return lines.length === 0 ? '' : [`## ${heading}`, '', ...lines].join('\n')
}
