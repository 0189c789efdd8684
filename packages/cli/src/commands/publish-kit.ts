import { Args, Flags } from '@oclif/core'
import { destinationDescription, exampleDestination, PlainErrorCommand } from '../command'
import { writeKit } from '../publish-kit/write-kit'

export class PublishKit extends PlainErrorCommand {
  static readonly summary = 'Write and check what Segment asks for to list a destination in its catalog.'

  static readonly description = `Writes a checklist with the steps, a mail to Segment, the documentation page, the catalog entry, and placeholders for a logo and a mark.
If the folder already has a logo.svg or a mark.svg, the file is kept and checked.
Exits with 1 if something breaks a rule. Missing information breaks no rule.`

  static readonly examples = [
    `<%= config.bin %> <%= command.id %> ${exampleDestination} --acknowledge-assumptions`,
    `<%= config.bin %> <%= command.id %> ${exampleDestination} --out ../publish-kit`
  ]

  static readonly args = {
    destination: Args.string({ required: true, description: destinationDescription })
  }

  static readonly flags = {
    id: Flags.string({ description: 'registration id from Segment: 24 characters, each 0-9 or a-f' }),
    out: Flags.string({ description: 'folder to write to; dist/publish-kit/<destination> by default' }),
    'acknowledge-assumptions': Flags.boolean({ description: 'continue although assumptions about the vendor are open' })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PublishKit)
    const { files, missing, findings } = await writeKit({
      ...args,
      ...flags,
      acknowledged: flags['acknowledge-assumptions']
    })
    for (const file of files) this.log(file)
    for (const what of missing) this.log(`Missing. ${what}`)
    for (const finding of findings) this.logToStderr(`Breaks a rule. ${finding}`)
    if (findings.length > 0) this.exit(1)
  }
}
