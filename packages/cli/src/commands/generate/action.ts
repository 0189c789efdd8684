import { Args, Flags } from '@oclif/core'
import { describeWritten } from '../../init/finish'
import { newAction } from '../../init/new-action'
import { shortPath } from '../../places'
import { PlainErrorCommand } from '../../command'

const TYPES = ['server', 'browser'] as const

export class GenerateAction extends PlainErrorCommand {
  static readonly summary = 'Add an action to a destination, with tests and a preset.'

  static readonly examples = [
    '<%= config.bin %> <%= command.id %> postToChannel server --directory packages/destination-actions/src/destinations/acme'
  ]

  static readonly args = {
    name: Args.string({ required: true, description: 'its key or its title, such as postToChannel' }),
    type: Args.custom<typeof TYPES[number]>({ options: [...TYPES] })({
      required: true,
      description: 'server for a cloud-mode destination, browser for a device-mode one'
    })
  }

  static readonly flags = {
    directory: Flags.string({ char: 'd', required: true, description: "the destination's folder" })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(GenerateAction)
    const { key, call, vendorFolder, written, tests } = await newAction(args.name, args.type, flags.directory)
    for (const line of describeWritten(written)) this.log(line)
    this.log(
      [
        '',
        ...(tests.passed
          ? ['The tests of the destination pass.']
          : [tests.said, '', 'The tests of the destination fail.']),
        `Replace the generated descriptions and the request of ${key} with what the vendor publishes. Its preset takes ${call} calls.`,
        ...(vendorFolder === undefined
          ? []
          : [
              `Add it to stand-in.ts, faults.ts and bench.ts in ${shortPath(
                vendorFolder
              )}: the tests ask for each action.`
            ])
      ].join('\n')
    )
    if (!tests.passed) this.exit(1)
  }
}
