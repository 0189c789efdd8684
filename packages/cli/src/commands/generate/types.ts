import { Args, Flags } from '@oclif/core'
import { bringUpToDate } from '../../generate/report'
import { generateTypes } from '../../generate/types'
import { choosePlaces, loadDefinition } from '../../places'
import { destinationDescription, exampleDestination, PlainErrorCommand } from '../../command'

export class GenerateTypes extends PlainErrorCommand {
  static readonly summary = "Write each destination's generated-types.ts files, as upstream's command does."

  static readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    `<%= config.bin %> <%= command.id %> ${exampleDestination}`,
    "<%= config.bin %> <%= command.id %> --path 'packages/*/src/destinations/w*/index.ts' --check"
  ]

  static readonly args = {
    destination: Args.string({ description: destinationDescription })
  }

  static readonly flags = {
    path: Flags.string({ char: 'p', multiple: true, description: 'only the destinations with these files or globs' }),
    check: Flags.boolean({ description: 'write nothing; show what would change, and exit with 1 if something would' })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(GenerateTypes)
    const places = await choosePlaces(args.destination, flags.path)
    const files = await Promise.all(places.map((place) => generateTypes(place, loadDefinition(place))))
    const { lines, ok } = bringUpToDate(files.flat(), flags.check)
    this.log(lines.join('\n'))
    if (!ok) this.exit(1)
  }
}
