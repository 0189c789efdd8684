import { Args, Flags } from '@oclif/core'
import { PlainErrorCommand } from '../../command'
import { storeFlags, withStore } from '../../deliver/store-flags'

export class DestinationsPause extends PlainErrorCommand {
  static readonly summary = 'Pause a destination of deliver. Its events wait until you resume it.'

  static readonly examples = [
    '<%= config.bin %> <%= command.id %> wigzo',
    "<%= config.bin %> <%= command.id %> wigzo --reason 'new token on Monday'"
  ]

  static readonly args = {
    destination: Args.string({ required: true, description: 'name of the destination in the config' })
  }

  static readonly flags = {
    reason: Flags.string({ description: 'why, for whoever looks at it', default: 'Somebody paused it.' }),
    ...storeFlags
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(DestinationsPause)
    const { destination } = args
    const isRunning = await withStore(flags, async (access) => {
      await access.pause(destination, flags.reason)
      return access.isRunning
    })
    const after = isRunning ? '' : ' No deliver runs now: it will be paused when you start it.'
    this.log(flags.json ? JSON.stringify({ destination, paused: true }) : `Paused ${destination}.${after}`)
  }
}
