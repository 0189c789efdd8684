import { Args, Flags } from '@oclif/core'
import { destinationDescription, exampleDestination, PlainErrorCommand } from '../command'
import { choosePlaces } from '../places'
import { describe, validate } from '../validate/validate'

export class Validate extends PlainErrorCommand {
  static readonly summary = 'Check destinations for what upstream and its reviewers ask. Prints one line per finding.'

  static readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    `<%= config.bin %> <%= command.id %> ${exampleDestination}`,
    `<%= config.bin %> <%= command.id %> --path packages/destination-actions/src/destinations/${exampleDestination}`
  ]

  static readonly args = {
    destination: Args.string({ description: destinationDescription })
  }

  static readonly flags = {
    path: Flags.string({ char: 'p', multiple: true, description: 'only the destinations with these files or globs' })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Validate)
    const places = await choosePlaces(args.destination, flags.path)
    const findings = (await Promise.all(places.map((place) => validate(place)))).flat()
    for (const finding of findings) this.log(describe(finding))
    if (findings.length > 0) this.exit(1)
    this.log(`Nothing to fix in ${places.map(({ name }) => name).join(', ')}.`)
  }
}
