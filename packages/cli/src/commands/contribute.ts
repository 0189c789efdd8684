import path from 'node:path'
import { Args, Flags } from '@oclif/core'
import { BadInputError, readTextFile } from '@partner-destinations/server/json-input'
import { checkedOut } from '../contribute/branch'
import { openClone } from '../contribute/clone'
import { contribute } from '../contribute/contribute'
import { runOwnTests } from '../contribute/jest-figures'
import type { JestFigures } from '../contribute/jest-figures'
import { pullRequestBody } from '../contribute/pull-request'
import { requireNotes } from '../contribute/reviewer-notes'
import { requireNoFailure, runUpstreamChecks } from '../contribute/upstream-checks'
import type { Check } from '../contribute/upstream-checks'
import { PlainErrorCommand } from '../plain-error-command'
import { findPublication } from '../publication'
import type { Publication } from '../publication'
import { describe, validate } from '../validate/validate'

export class Contribute extends PlainErrorCommand {
  static readonly summary =
    'Put a destination on a branch of a clone of segmentio/action-destinations, and print the pull request.'

  static readonly description = `The branch starts from what is checked out in the clone, and is one commit ahead of it.
Nothing is pushed, no network is used, and after a failure the clone is as it was.
The body of the pull request goes to standard output, everything else to standard error.`

  static readonly examples = [
    '<%= config.bin %> <%= command.id %> refersion --repo ../action-destinations --verify > pull-request.md'
  ]

  static readonly args = {
    vendor: Args.string({ required: true, description: 'folder of the destination, such as refersion or wishpond-web' })
  }

  static readonly flags = {
    repo: Flags.string({ required: true, description: 'clone of segmentio/action-destinations' }),
    branch: Flags.string({ description: "name of the new branch; the destination's slug unless given" }),
    verify: Flags.boolean({ description: "run the clone's own prettier, eslint, tsc and jest on the destination" }),
    update: Flags.boolean({ description: 'replace the folder of a destination that upstream has already' }),
    'acknowledge-assumptions': Flags.boolean({ description: 'go on although assumptions about the vendor are open' })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Contribute)
    const publication = await findPublication(args.vendor, flags['acknowledge-assumptions'])
    const notes = requireNotes(args.vendor)
    const clone = openClone(flags.repo)
    const template = readTextFile(path.join(clone.folder, '.github/PULL_REQUEST_TEMPLATE.md'))
    await requireNoFinding(publication)
    // After Ctrl-C the running program ends, and with it this one, which first puts the clone back as it was.
    process.on('SIGINT', () => {})
    const base = `${checkedOut(clone)}, ${clone.run('log', '-1', '--format=%h of %cs').trim()}`
    const contribution = contribute(publication, clone, {
      branch: flags.branch ?? publication.slug,
      update: flags.update,
      check: () => ({
        ownTests: checkHere(publication),
        upstream: flags.verify ? this.verify(() => runUpstreamChecks(clone.folder, publication)) : []
      })
    })
    this.log(pullRequestBody(publication, contribution, notes, template))
    this.logToStderr(
      [
        `Committed ${contribution.commit} on the new branch ${contribution.branch}, on top of ${base}.`,
        'Fill in and tick what is left in the body above; then push the branch to your fork, and open the pull request.'
      ].join('\n')
    )
  }

  private verify(run: () => Check[]): Check[] {
    this.logToStderr("Running the clone's own prettier, eslint, tsc and jest; this takes a minute.")
    const checks = run()
    for (const { tool, outcome, figures } of checks) {
      this.logToStderr(`${tool}: ${outcome}${figures ? `, ${figures.passed} tests in ${figures.files} files` : ''}`)
    }
    requireNoFailure(checks)
    return checks
  }
}

/**
 * Refuses a destination in which `validate` finds something: upstream would, too.
 * @throws BadInputError with every finding
 */
async function requireNoFinding({ place }: Publication): Promise<void> {
  const findings = await validate(place)
  if (findings.length === 0) return
  throw new BadInputError([...findings.map(describe), 'validate finds something to mend first.'].join('\n'))
}

/**
 * The figures of the destination's tests here.
 * @throws BadInputError when they do not pass
 */
function checkHere({ place, path: folder }: Publication): JestFigures {
  const figures = runOwnTests(folder)
  if (figures.failed === 0 && figures.passed > 0) return figures
  throw new BadInputError(`The tests of ${place.name} do not pass here; npx jest ${folder}/ shows why.`)
}
