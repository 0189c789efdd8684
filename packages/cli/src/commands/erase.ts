import { Args } from '@oclif/core'
import { PlainErrorCommand } from '../command'
import { storeFlags, withStore } from '../deliver/store-flags'

export class Erase extends PlainErrorCommand {
  static readonly summary = 'Remove all events of a person from the store of deliver.'

  static readonly description = `It removes the events with this userId or anonymousId, and their deliveries, also those that wait.
It doesn't ask the vendors to delete anything: send a delete event for that, such as with the command send.`

  static readonly examples = [
    '<%= config.bin %> <%= command.id %> u1',
    '<%= config.bin %> <%= command.id %> u1 --config delivery.yaml --json'
  ]

  static readonly args = {
    user: Args.string({ required: true, description: 'the userId or the anonymousId in the events' })
  }

  static readonly flags = storeFlags

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Erase)
    const events = await withStore(flags, (access) => access.erase(args.user))
    this.log(flags.json ? JSON.stringify({ events }) : `Removed ${events} ${events === 1 ? 'event' : 'events'}.`)
  }
}
