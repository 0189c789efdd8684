import { Args } from '@oclif/core'
import { PlainErrorCommand } from '../../command'
import { storeFlags, withStore } from '../../deliver/store-flags'

export class DestinationsResume extends PlainErrorCommand {
  static readonly summary = 'Resume a destination of deliver that was paused, by you or because the vendor refused it.'

  static readonly examples = ['<%= config.bin %> <%= command.id %> wigzo']

  static readonly args = {
    destination: Args.string({ required: true, description: 'name of the destination in the config' })
  }

  static readonly flags = storeFlags

  async run(): Promise<void> {
    const { args, flags } = await this.parse(DestinationsResume)
    const { destination } = args
    const isRunning = await withStore(flags, async (access) => {
      await access.resume(destination)
      return access.isRunning
    })
    const after = isRunning ? '' : ' No deliver runs now: it will deliver when you start it.'
    this.log(flags.json ? JSON.stringify({ destination, paused: false }) : `Resumed ${destination}.${after}`)
  }
}
