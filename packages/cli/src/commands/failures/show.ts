import { Args } from '@oclif/core'
import type { FailureFilter } from '@partner-destinations/delivery/wire'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { StoreAccess } from '../../deliver/store-access'
import { storeFlags, withStore } from '../../deliver/store-flags'
import { FailedCommand } from '../../failures/failed-command'
import { deliveryIdIn, filterFlags, filterOf, isFiltered } from '../../failures/filter-flags'
import { showDelivery } from '../../failures/show-delivery'

export class FailuresShow extends FailedCommand {
  static readonly summary =
    'Show a delivery: its event, its mapped payload, and each attempt with its requests and answers.'

  static readonly description = `Secrets are masked. With a filter in the place of an id, you see the newest failed delivery that it takes.`

  static readonly examples = [
    '<%= config.bin %> <%= command.id %> 1234',
    '<%= config.bin %> <%= command.id %> --group 3',
    '<%= config.bin %> <%= command.id %> --user u1 --json'
  ]

  static readonly args = {
    delivery: Args.string({ description: 'id of the delivery' })
  }

  static readonly flags = { ...filterFlags, ...storeFlags }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(FailuresShow)
    const filter = filterOf(flags, Date.now())
    if ((args.delivery === undefined) !== isFiltered(flags)) {
      throw new BadInputError('Say which delivery: either its id, or a filter such as --group 3.')
    }
    const delivery = await withStore(flags, async (access) => {
      return access.delivery(args.delivery === undefined ? await newest(access, filter) : deliveryIdIn(args.delivery))
    })
    this.print(flags, delivery, () => showDelivery(delivery))
  }
}

/** The id of the newest failed delivery that a filter takes. */
async function newest(access: StoreAccess, filter: FailureFilter): Promise<number> {
  const [row] = await access.failures(filter, 1)
  if (row) return row.id
  throw new BadInputError('No failed delivery fits. Look at the list: failures list')
}
