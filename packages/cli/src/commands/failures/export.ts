import { Flags } from '@oclif/core'
import { storeFlags, withStore } from '../../deliver/store-flags'
import { exportToFile, exportToStdout } from '../../failures/export-to'
import { FailedCommand } from '../../failures/failed-command'
import { filterFlags, filterOf } from '../../failures/filter-flags'

export class FailuresExport extends FailedCommand {
  static readonly summary = 'Write the events of failed deliveries as lines of JSON, which replay and send can read.'

  static readonly description = `An event is written once, however many of its deliveries failed, and the file doesn't say why. See the list of failures for that.
Events that were too large, too deep or no objects are left out, because only parts of them were kept.
The events are as their senders wrote them, with personal data. Only you can read the file.`

  static readonly examples = [
    '<%= config.bin %> <%= command.id %> --group 3 --out failed.ndjson',
    '<%= config.bin %> <%= command.id %> --destination wigzo --since 1d | gzip > failed.ndjson.gz'
  ]

  static readonly flags = {
    ...filterFlags,
    out: Flags.string({ description: 'write them to this new file. Default: standard output' }),
    ...storeFlags
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(FailuresExport)
    const filter = filterOf(flags, Date.now())
    const { out } = flags
    if (out === undefined) return withStore(flags, (access) => exportToStdout(access.export(filter)))
    const events = await withStore(flags, (access) => exportToFile(out, access.export(filter)))
    this.print(flags, { events, ...(events > 0 && { file: out }) }, () =>
      events === 0
        ? 'No failed delivery fits, so no file was written.'
        : `Wrote ${events} ${events === 1 ? 'event' : 'events'} to ${out}.`
    )
  }
}
