import { Args, Flags } from '@oclif/core'
import type { Resent } from '@partner-destinations/delivery/wire'
import { BadInputError } from '@partner-destinations/server/json-input'
import { storeFlags, withStore } from '../../deliver/store-flags'
import type { StoreAccess } from '../../deliver/store-access'
import { editEvent } from '../../failures/edit-event'
import { deliveries, FailedCommand } from '../../failures/failed-command'
import { deliveryIdIn, filterFlags, isFiltered, whichOf } from '../../failures/filter-flags'
import { showDifference } from '../../failures/show-difference'

const laterNote = ' No deliver runs now: it will send them when you start it.'

export class FailuresResend extends FailedCommand {
  static readonly strict = false

  static readonly summary = 'Send failed deliveries again, as they are or corrected.'

  static readonly description = `Correct the cause first: the mapping or the settings in the config of deliver, which it reads again when you save it, or the event itself with --edit.
Resent deliveries go behind live ones, and those of a user keep their order.
With --dry-run, nothing is sent to the vendor. You see what would become of the deliveries, and how the requests would change.`

  static readonly examples = [
    '<%= config.bin %> <%= command.id %> --group 3 --dry-run',
    '<%= config.bin %> <%= command.id %> --group 3 --first 10',
    '<%= config.bin %> <%= command.id %> --group 3',
    '<%= config.bin %> <%= command.id %> 1234 --edit',
    '<%= config.bin %> <%= command.id %> --destination wigzo --code 503 --since 2h',
    '<%= config.bin %> <%= command.id %> --all'
  ]

  static readonly args = {
    delivery: Args.string({ description: 'ids of deliveries' })
  }

  static readonly flags = {
    ...filterFlags,
    all: Flags.boolean({ description: 'resend every failed delivery' }),
    first: Flags.integer({ description: 'only so many of them, the oldest ones, to try it', min: 1 }),
    'dry-run': Flags.boolean({ description: 'try it in the sandbox, and show what would change' }),
    edit: Flags.boolean({
      description: 'correct the event of one delivery in your editor ($VISUAL or $EDITOR), and send that'
    }),
    ...storeFlags
  }

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(FailuresResend)
    const ids = argv as string[]
    const isDry = flags['dry-run']
    if (flags.edit) {
      if (ids.length !== 1 || isDry || flags.all || flags.first !== undefined || isFiltered(flags)) {
        throw new BadInputError('--edit corrects one delivery. Give its id, and no option that chooses deliveries.')
      }
      return this.edit(deliveryIdIn(ids[0]), flags)
    }
    // To try everything changes nothing.
    const isAll = flags.all || (isDry && ids.length === 0 && !isFiltered(flags))
    const which = whichOf(ids, flags, isAll, Date.now())
    if (isDry) {
      const difference = await withStore(flags, (access) => access.difference(which, flags.first))
      return this.print(flags, difference, () => showDifference(difference, this.width))
    }
    const [resent, isRunning] = await withStore(flags, async (access) => {
      return [await access.resend(which, flags.first), access.isRunning] as const
    })
    this.print(flags, resent, () => described(resent, flags.first !== undefined, isRunning))
  }

  private async edit(id: number, flags: { config?: string; store?: string; json: boolean }): Promise<void> {
    const [edited, isRunning] = await withStore(flags, async (access) => {
      return [await correct(access, id), access.isRunning] as const
    })
    const result = { deliveries: edited?.stored ?? [] }
    this.print(flags, result, () => {
      if (!edited) return 'The event is as it was, so nothing was changed.'
      const by = `delivery ${edited.stored.join(', ')}`
      const later = isRunning ? '' : ' No deliver runs now: it will send it when you start it.'
      return [...edited.changes, '', `Delivery ${id} was corrected by ${by}.${later}`].join('\n')
    })
  }
}

async function correct(access: StoreAccess, id: number) {
  const { state, event } = await access.delivery(id)
  if (state !== 'failed') throw new BadInputError(`Delivery ${id} has not failed, so there is nothing to correct.`)
  return editEvent(event, `delivery-${id}`, (edited) => access.correct(id, edited))
}

function described({ resent, failed }: Resent, isFirst: boolean, isRunning: boolean): string {
  if (resent === 0 && failed === 0) return 'No failed delivery fits, so nothing was resent.'
  const later = isRunning || resent === 0 ? '' : laterNote
  const left = failed === 0 ? '' : `\n${leftOver(failed, isFirst)}`
  return `Resent ${deliveries(resent)}.${later}${left}`
}

function leftOver(failed: number, isFirst: boolean): string {
  if (isFirst) return `${failed} more ${failed === 1 ? 'fits' : 'fit'}. To resend the rest, leave out --first.`
  const why =
    failed === 1
      ? 'it failed again, or its event could not be taken'
      : 'they failed again, or their events could not be taken'
  return `${deliveries(failed)} ${
    failed === 1 ? 'has' : 'have'
  } still failed: ${why}.\nTo correct an event: failures resend ID --edit`
}
