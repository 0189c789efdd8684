import fs from 'node:fs'
import path from 'node:path'
import { BadInputError, readTextFile } from '@partner-destinations/server/json-input'
import type { ReviewerNote } from '@partner-destinations/vendors/reviewer-note'
import { toFillIn } from '@partner-destinations/vendors/to-fill-in'
import { isInClone, workRoot } from '../places'
import { findPublication } from '../publication'
import type { Publication } from '../publication'
import { describe, validate } from '../validate/validate'
import { checkedOut } from './branch'
import { openClone } from './clone'
import { contribute } from './contribute'
import { runOwnTests } from './jest-figures'
import type { JestFigures } from './jest-figures'
import { pullRequestBody } from './pull-request'
import { requireNotes } from './reviewer-notes'
import { requireNoFailure, runUpstreamChecks } from './upstream-checks'
import type { Check } from './upstream-checks'

export interface PullRequestOptions {
  /** Name of the destination's folder. */
  destination: string
  /** A clone of upstream. */
  repo: string
  /** The name of the new branch; the destination's slug by default. */
  branch?: string
  /** Whether the clone's own tools check the destination. */
  verify: boolean
  /** Whether to replace a destination that upstream already has. */
  update: boolean
  /** Whether the open assumptions about the vendor are accepted. */
  acknowledged: boolean
}

/**
 * Commits a destination to a clone of upstream, after checking it here and, if asked, with the clone's own tools.
 * @param tell gets notices of long steps, and the output of the clone's tools
 * @returns the text of the pull request, and what was done and is left to do
 * @throws BadInputError if the destination, its facts or the clone are not ready, or a check fails
 */
export async function preparePullRequest(
  options: PullRequestOptions,
  tell: (line: string) => void
): Promise<{ body: string; done: string }> {
  const publication = await findPublication(options.destination, options.acknowledged)
  const clone = openClone(options.repo)
  requireOther(clone.folder, options.destination)
  const template = readTextFile(path.join(clone.folder, '.github/PULL_REQUEST_TEMPLATE.md'))
  const notes = await reviewedNotes(publication)
  // After Ctrl-C the running program ends, and with it this one, which first puts the clone back as it was.
  process.on('SIGINT', () => {})
  const base = `${checkedOut(clone)}, ${clone.run('log', '-1', '--format=%h of %cs').trim()}`
  const contribution = contribute(publication, clone, {
    branch: options.branch ?? publication.slug,
    update: options.update,
    check: () => ({
      ownTests: checkHere(publication),
      upstream: options.verify ? checkUpstream(clone.folder, publication, tell) : []
    })
  })
  return {
    body: pullRequestBody(publication, contribution, notes, template),
    done: [
      `Committed ${contribution.commit} on the new branch ${contribution.branch}, on top of ${base}.`,
      'Complete the text above: fill in what is marked, and tick the remaining boxes.',
      'Then push the branch to your fork, and open the pull request.'
    ].join('\n')
  }
}

/**
 * Refuses to contribute a destination of a clone to this same clone.
 * @throws BadInputError when you are in it
 */
function requireOther(clone: string, destination: string): void {
  if (!isInClone() || fs.realpathSync(clone) !== fs.realpathSync(workRoot())) return
  throw new BadInputError(
    `${destination} is in ${clone} already: commit it there with git. To copy it to another clone, name that one with --repo.`
  )
}

/** The rules whose findings a note can answer. */
const answerable = ['reviewer-note', 'default-mapping']

/**
 * The notes for the reviewers. In a clone, where nobody keeps any, what they will ask is to be answered in the text.
 * @throws BadInputError with every finding of `validate` that no note answers, since upstream would refuse them too; or
 * when this project has no notes
 */
async function reviewedNotes({ place }: Publication): Promise<Pick<ReviewerNote, 'text'>[]> {
  const notes = isInClone() ? [] : requireNotes(place.name)
  const found = await validate(place)
  const questions = isInClone() ? found.filter(({ rule }) => answerable.includes(rule)) : []
  const findings = found.filter((finding) => !questions.includes(finding))
  if (findings.length === 0) return [...notes, ...questions.map(({ advice }) => ({ text: toFillIn(advice) }))]
  throw new BadInputError([...findings.map(describe), `Fix what validate found in ${place.name} first.`].join('\n'))
}

/**
 * The numbers of the destination's tests here.
 * @throws BadInputError if a test fails
 */
function checkHere({ place, path: folder }: Publication): JestFigures {
  const figures = runOwnTests(folder)
  if (figures.failed === 0 && figures.passed > 0) return figures
  throw new BadInputError(`The tests of ${place.name} fail here. To see why, run: npx jest ${folder}/`)
}

/**
 * The results of the clone's own tools.
 * @throws BadInputError if one of them fails
 */
function checkUpstream(clone: string, publication: Publication, tell: (line: string) => void): Check[] {
  tell("Running the clone's own prettier, eslint, tsc and jest. This takes a minute.")
  const checks = runUpstreamChecks(clone, publication)
  for (const { tool, outcome, figures } of checks) {
    tell(`${tool}: ${outcome}${figures ? `, ${figures.passed} tests in ${figures.files} files` : ''}`)
  }
  requireNoFailure(checks)
  return checks
}
