import { PlainErrorCommand } from '../../command'
import { listDestinations } from '../../deliver/list-destinations'
import { storeFlags, withStore } from '../../deliver/store-flags'

export class DestinationsList extends PlainErrorCommand {
  static readonly summary = 'Show how many deliveries of each destination are pending, delivered, filtered and failed.'

  static readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --config delivery.yaml --json'
  ]

  static readonly flags = storeFlags

  async run(): Promise<void> {
    const { flags } = await this.parse(DestinationsList)
    const destinations = await withStore(flags, (access) => access.destinations())
    this.log(flags.json ? JSON.stringify(destinations) : listDestinations(destinations, Date.now()))
  }
}
