import { Args, Flags } from '@oclif/core'
import { describeWritten } from '../init/finish'
import { TEMPLATES } from '../init/kinds'
import type { Template } from '../init/kinds'
import { newDestination } from '../init/new-destination'
import { PlainErrorCommand } from '../command'

export class Init extends PlainErrorCommand {
  static readonly summary = 'Make a new destination, with an action, tests and everything that upstream asks for.'

  static readonly examples = [
    `<%= config.bin %> <%= command.id %> 'Acme Mail' --template custom-auth`,
    '<%= config.bin %> <%= command.id %> acme-mail --template browser'
  ]

  static readonly args = {
    name: Args.string({ required: true, description: "the vendor's name, as people write it, in Latin letters" })
  }

  static readonly flags = {
    template: Flags.custom<Template>({ options: Object.keys(TEMPLATES) })({
      char: 't',
      required: true,
      description: 'how the vendor knows its customers; browser for device mode'
    }),
    directory: Flags.string({ char: 'd', description: "folder that holds destinations; this project's unless given" })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Init)
    const { isListed, written, tests } = await newDestination(args.name, flags.template, {
      directory: flags.directory
    })
    for (const line of describeWritten(written)) this.log(line)
    this.log(
      [
        '',
        ...(tests.passed ? ['Its tests pass.'] : [tests.said, '', 'Its tests fail.']),
        'Replace the hosts that end in .example, and what the files say about them, with what the vendor publishes.',
        ...(isListed ? ['The section "Add a vendor" of CONTRIBUTING.md says what is left to write.'] : [])
      ].join('\n')
    )
    if (!tests.passed) this.exit(1)
  }
}
