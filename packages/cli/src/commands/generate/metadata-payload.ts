import { Args, Flags } from '@oclif/core'
import { metadataOf } from '../../generate/metadata'
import { bringUpToDate } from '../../generate/report'
import { choosePlaces } from '../../places'
import { destinationDescription, exampleDestination, PlainErrorCommand } from '../../command'

export class GenerateMetadataPayload extends PlainErrorCommand {
  static readonly summary = "Write each destination's metadata.json, as upstream's command does."

  static readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    `<%= config.bin %> <%= command.id %> ${exampleDestination}`,
    '<%= config.bin %> <%= command.id %> --mode cloud --check'
  ]

  static readonly args = {
    destination: Args.string({ description: destinationDescription })
  }

  static readonly flags = {
    slug: Flags.string({ char: 's', multiple: true, description: 'only the destinations with these slugs' }),
    path: Flags.string({ char: 'p', multiple: true, description: 'only the destinations with these files or globs' }),
    mode: Flags.string({
      char: 'm',
      multiple: true,
      options: ['cloud', 'device'],
      description: 'only the destinations of these modes'
    }),
    check: Flags.boolean({ description: 'write nothing; show what would change, and exit with 1 if something would' })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(GenerateMetadataPayload)
    const files = metadataOf(await choosePlaces(args.destination, flags.path), flags.slug, flags.mode)
    const { lines, ok } = bringUpToDate(files, flags.check)
    this.log(lines.join('\n'))
    if (!ok) this.exit(1)
  }
}
