import type { Settings } from '../definition'
import type { Publication } from '../publication'
import { toFillIn } from '@partner-destinations/vendors/to-fill-in'
import { findChecklists, tick } from './checklists'
import type { Contribution } from './contribute'
import type { JestFigures } from './jest-figures'
import type { ReviewerNote } from '@partner-destinations/vendors/reviewer-note'
import type { Check } from './upstream-checks'

/** What was tested before the commit. */
export interface Checks {
  /** The destination's tests here. All of them passed. */
  ownTests: JestFigures
  /** The results of upstream's own tools; empty if they didn't run. */
  upstream: Check[]
}

/**
 * The body of the pull request: what it adds, what a reviewer will ask, what is assumed, what was tested, and
 * upstream's own checklists. The boxes that this command can vouch for are ticked.
 * @param notes answers to what a reviewer will ask
 * @param template the clone's `.github/PULL_REQUEST_TEMPLATE.md`
 */
export function pullRequestBody(
  publication: Publication,
  { isUpdate, checks }: Pick<Contribution<Checks>, 'isUpdate' | 'checks'>,
  notes: Pick<ReviewerNote, 'text'>[],
  template: string
): string {
  const done = ticks(publication.place.mode)
  const checklists = findChecklists(template).map(({ heading, boxes }) => ({ heading, boxes: tick(boxes, done) }))
  const testingBoxes = checklists.find(({ heading }) => heading === 'Testing')?.boxes ?? []
  const sections = [
    summary(publication, isUpdate),
    section('For the reviewer', list(notes.map(({ text }) => text))),
    section(`Open assumptions about ${publication.vendorName}`, assumptions(publication)),
    section('Testing', [...list(testing(publication, checks)), '', ...testingBoxes]),
    ...checklists.filter(({ heading }) => heading !== 'Testing').map(({ heading, boxes }) => section(heading, boxes))
  ]
  return sections.filter((text) => text !== '').join('\n\n')
}

/** The file where upstream registers destinations, each under an ID that only Segment gives. */
const REGISTRIES = {
  cloud: 'packages/destination-actions/src/destinations/index.ts',
  device: 'packages/destinations-manifest/src/index.ts'
}

function summary({ definition, slug, settings, place, path: folder }: Publication, isUpdate: boolean): string {
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
    `Only \`${folder}\` changes, and no dependency is added.`,
    ...(isUpdate
      ? []
      : [
          '',
          `TODO: register the destination in \`${
            REGISTRIES[place.mode]
          }\` under the id that Segment gives. It isn't registered here, because only Segment can give that id.`
        ])
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

function testing({ vendorName }: Publication, { ownTests, upstream }: Checks): string[] {
  const inClone = upstream.map(({ tool, outcome, figures }) => {
    if (outcome === 'not installed') return `This repository's ${tool}: not run, because it was not installed.`
    return `This repository's ${tool}: ${figures ? count(figures) : 'passes'}.`
  })
  return [
    `In the repository where it was written, with jest ${ownTests.version}: ${count(ownTests)}.`,
    ...(upstream.length > 0 ? inClone : ["This repository's own checks: not run before the pull request."]),
    `With ${vendorName} itself: ${toFillIn(
      'who sent which events with the keys of a test account, when, and what arrived'
    )}.`
  ]
}

function count({ passed, files }: JestFigures): string {
  return `${passed} unit tests in ${files} files pass`
}

/**
 * The boxes of upstream's template that the command can vouch for: it ran the tests, and `validate` found nothing. The
 * other boxes are for the person who opens the pull request.
 */
function ticks(mode: Publication['place']['mode']): RegExp[] {
  const done = [/added .*unit tests/i, /type: 'password'/]
  return mode === 'cloud' ? [...done, /API versions/i] : done
}

function list(items: string[]): string[] {
  return items.map((item) => `- ${item}`)
}

function section(heading: string, lines: string[]): string {
  return lines.length === 0 ? '' : [`## ${heading}`, '', ...lines].join('\n')
}
