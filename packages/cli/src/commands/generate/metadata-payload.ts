import { Flags } from '@oclif/core'
import { BadInputError } from '@partner-destinations/server/json-input'
import { generateMetadata, slugOf } from '../../generate/metadata'
import { bringUpToDate } from '../../generate/report'
import { findPlaces, loadDefinition } from '../../places'
import { PlainErrorCommand } from '../../plain-error-command'

export class GenerateMetadataPayload extends PlainErrorCommand {
  static readonly summary = "Write the metadata.json of destinations, as upstream's command does."

  static readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --slug actions-wishpond --check'
  ]

  static readonly flags = {
    slug: Flags.string({ char: 's', multiple: true, description: 'only destinations with these slugs' }),
    path: Flags.string({ char: 'p', multiple: true, description: 'only destinations that hold these paths or globs' }),
    mode: Flags.string({
      char: 'm',
      multiple: true,
      options: ['cloud', 'device'],
      description: 'only destinations of these modes'
    }),
    check: Flags.boolean({ description: 'write nothing; show what would change, and exit with 1 if anything would' })
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(GenerateMetadataPayload)
    const places = await findPlaces(flags.path)
    const destinations = places.map((place) => {
      const definition = loadDefinition(place)
      return { place, definition, slug: slugOf(place, definition) }
    })
    const slugs = destinations.map(({ slug }) => slug)
    const unknown = flags.slug?.find((slug) => !slugs.includes(slug))
    if (unknown) throw new BadInputError(`No destination has the slug ${unknown}; there are: ${slugs.join(', ')}.`)
    const files = destinations
      .filter(({ slug }) => flags.slug?.includes(slug) ?? true)
      .filter(({ definition }) => flags.mode?.includes(definition.mode) ?? true)
      .map(({ place, definition }) => generateMetadata(place, definition))
    const { lines, ok } = bringUpToDate(files, flags.check)
    this.log(lines.join('\n'))
    if (!ok) this.exit(1)
  }
}
