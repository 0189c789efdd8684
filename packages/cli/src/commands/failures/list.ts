import { storeFlags, withStore } from '../../deliver/store-flags'
import { FailedCommand } from '../../failures/failed-command'
import { filterFlags, filterOf } from '../../failures/filter-flags'
import { listFailures } from '../../failures/list-failures'

export class FailuresList extends FailedCommand {
  static readonly summary =
    'Show what deliver could not deliver, grouped by destination, subscription, code and message.'

  static readonly description = `Messages that differ only in values, such as an id, belong to one group. The largest group comes first.
The columns first and last say how long ago the first and the last delivery of a group failed.`

  static readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --destination wigzo --since 2h',
    "<%= config.bin %> <%= command.id %> --event 'Order Completed' --only 'properties.total > 100'",
    '<%= config.bin %> <%= command.id %> --json'
  ]

  static readonly flags = { ...filterFlags, ...storeFlags }

  async run(): Promise<void> {
    const { flags } = await this.parse(FailuresList)
    const now = Date.now()
    const filter = filterOf(flags, now)
    const groups = await withStore(flags, (access) => access.groups(filter))
    this.print(flags, groups, () => listFailures(groups, now, this.width))
  }
}
