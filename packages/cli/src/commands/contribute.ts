import { Args, Flags } from '@oclif/core'
import { destinationDescription, exampleDestination, PlainErrorCommand } from '../command'
import { preparePullRequest } from '../contribute/prepare-pull-request'

export class Contribute extends PlainErrorCommand {
  static readonly summary =
    'Commit a destination to a clone of segmentio/action-destinations, and print the text of the pull request.'

  static readonly description = `The commit is on a new branch, which starts from what the clone has checked out.
Nothing is pushed, and no network is used. If something fails, the clone is left as it was.
The text of the pull request goes to standard output, everything else to standard error.`

  static readonly examples = [
    `<%= config.bin %> <%= command.id %> ${exampleDestination} --repo ../action-destinations --verify > pull-request.md`
  ]

  static readonly args = {
    destination: Args.string({ required: true, description: destinationDescription })
  }

  static readonly flags = {
    repo: Flags.string({ required: true, description: 'a clone of segmentio/action-destinations' }),
    branch: Flags.string({ description: "name of the new branch; the destination's slug by default" }),
    verify: Flags.boolean({ description: "also run the clone's own prettier, eslint, tsc and jest" }),
    update: Flags.boolean({ description: 'replace the destination if upstream already has it' }),
    'acknowledge-assumptions': Flags.boolean({ description: 'continue although assumptions about the vendor are open' })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Contribute)
    const options = { ...args, ...flags, acknowledged: flags['acknowledge-assumptions'] }
    const { body, done } = await preparePullRequest(options, (line) => this.logToStderr(line))
    this.log(body)
    this.logToStderr(done)
  }
}
