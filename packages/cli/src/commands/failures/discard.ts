import { Args, Flags } from '@oclif/core'
import { storeFlags, withStore } from '../../deliver/store-flags'
import { deliveries, FailedCommand } from '../../failures/failed-command'
import { filterFlags, whichOf } from '../../failures/filter-flags'

export class FailuresDiscard extends FailedCommand {
  static readonly strict = false

  static readonly summary = 'Give failed deliveries up. They count as filtered then, with the code DISCARDED.'

  static readonly examples = [
    '<%= config.bin %> <%= command.id %> 1234 1235',
    '<%= config.bin %> <%= command.id %> --group 3',
    '<%= config.bin %> <%= command.id %> --destination wigzo --until 7d'
  ]

  static readonly args = {
    delivery: Args.string({ description: 'ids of deliveries' })
  }

  static readonly flags = {
    ...filterFlags,
    all: Flags.boolean({ description: 'discard every failed delivery' }),
    ...storeFlags
  }

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(FailuresDiscard)
    const which = whichOf(argv as string[], flags, flags.all, Date.now())
    const result = await withStore(flags, (access) => access.discard(which))
    this.print(flags, result, () =>
      result.discarded === 0
        ? 'No failed delivery fits, so nothing was discarded.'
        : `Discarded ${deliveries(result.discarded)}.`
    )
  }
}
