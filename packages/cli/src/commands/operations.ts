import { storeFlags, withStore } from '../deliver/store-flags'
import { FailedCommand } from '../failures/failed-command'
import { listOperations } from '../failures/list-operations'

/** The newest ones that are shown. */
const shown = 100

export class Operations extends FailedCommand {
  static readonly summary = 'Show what operators did to the deliveries of deliver: who, when and what.'

  static readonly description = `It shows the newest ${shown}: resent, discarded and edited deliveries, replays, exports, erased persons, pauses, and each new config.
The log never names the persons whose events it is about.`

  static readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --config delivery.yaml --json'
  ]

  static readonly flags = storeFlags

  async run(): Promise<void> {
    const { flags } = await this.parse(Operations)
    const operations = await withStore(flags, (access) => access.operations(shown))
    this.print(flags, operations, () => listOperations(operations, this.width))
  }
}
