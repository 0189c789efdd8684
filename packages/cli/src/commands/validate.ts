import { Flags } from '@oclif/core'
import { exampleDestination, PlainErrorCommand } from '../command'
import { findPlaces } from '../places'
import { describe, validate } from '../validate/validate'

export class Validate extends PlainErrorCommand {
  static readonly summary = 'Check destinations for what upstream and its reviewers ask. Prints one line per finding.'

  static readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    `<%= config.bin %> <%= command.id %> --path packages/destination-actions/src/destinations/${exampleDestination}`
  ]

  static readonly flags = {
    path: Flags.string({ char: 'p', multiple: true, description: 'only the destinations with these files or globs' })
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Validate)
    const places = await findPlaces(flags.path)
    const findings = (await Promise.all(places.map((place) => validate(place)))).flat()
    for (const finding of findings) this.log(describe(finding))
    if (findings.length > 0) this.exit(1)
    this.log(`Nothing to fix in ${places.map(({ name }) => name).join(', ')}.`)
  }
}
