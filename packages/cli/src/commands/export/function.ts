import { Args, Flags } from '@oclif/core'
import { publicApi } from '@partner-destinations/functions'
import { exampleDestination, PlainErrorCommand } from '../../command'
import { exportFunction, tokenVariable } from '../../export/export-function'

export class ExportFunction extends PlainErrorCommand {
  static readonly summary = 'Write a destination as a Segment Destination Function, to paste into a workspace.'

  static readonly description = `It writes a JavaScript file, and beside it the request that creates the function with Segment's Public API.
Without --config, the function has the automatic presets of the destination. With it, DESTINATION is the name of a destination in that file, and the function has its subscriptions. No setting gets into the function: you enter settings in Segment.
Nothing is sent to Segment unless you add --create. It needs a token of your workspace in the variable ${tokenVariable}.`

  static readonly examples = [
    `<%= config.bin %> <%= command.id %> ${exampleDestination}`,
    `<%= config.bin %> <%= command.id %> ${exampleDestination} --config delivery.yaml --out function.js`,
    `${tokenVariable}=… <%= config.bin %> <%= command.id %> ${exampleDestination} --create`
  ]

  static readonly args = {
    destination: Args.string({
      required: true,
      description: `name of the destination's folder, such as ${exampleDestination}; with --config, its name in that file`
    })
  }

  static readonly flags = {
    config: Flags.string({ description: 'a delivery.yaml with the subscriptions' }),
    batch: Flags.boolean({ description: 'add onBatch, which takes several events at once' }),
    out: Flags.string({ description: 'the file to write; DESTINATION-function.js by default' }),
    create: Flags.boolean({ description: `create the function in the workspace of ${tokenVariable}` }),
    api: Flags.string({
      description: 'the address of the Public API; workspaces in the EU need https://eu1.api.segmentapis.com',
      default: publicApi
    })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ExportFunction)
    await exportFunction({ ...args, ...flags }, (text) => this.log(text))
  }
}
