import { Args, Flags } from '@oclif/core'
import { PlainErrorCommand } from '../command'
import { storeFlags } from '../deliver/store-flags'
import { replay } from '../replay/replay'
import { interruptedCode } from '../send/interruption'

export class Replay extends PlainErrorCommand {
  static readonly summary = 'Deliver events of the past again: of a file, a folder, or what the store still holds.'

  static readonly description = `It reads newline-delimited JSON, JSON arrays and CSV, also packed by gzip, and folders of such files.
The events go into the store of deliver, behind live ones. If it is stopped or killed, run the same command again: it goes on where it was.
Bad records are told with their file and line, and the rest goes on.`

  static readonly examples = [
    '<%= config.bin %> <%= command.id %> events.ndjson.gz --dry-run',
    '<%= config.bin %> <%= command.id %> segment-logs/ --destination wishpond --from 2026-11-01 --to 2026-11-08 --wait',
    `<%= config.bin %> <%= command.id %> events.csv --only 'type = "track"' --failed-out bad.csv`,
    '<%= config.bin %> <%= command.id %> --stored --from 2026-11-24T08:00:00Z'
  ]

  static readonly args = {
    file: Args.string({ description: 'a file, a folder, or - for standard input' })
  }

  static readonly flags = {
    stored: Flags.boolean({ description: 'replay what the store still holds', exclusive: ['failed-out'] }),
    destination: Flags.string({ description: 'only this destination gets the events. Default: all of the source' }),
    source: Flags.string({
      description:
        'source that the events count as. With --stored, only its events. Needed for files if there are several'
    }),
    from: Flags.string({ description: 'only events received at this time or later, such as 2026-11-24T08:00:00Z' }),
    to: Flags.string({ description: 'only events received before this time' }),
    only: Flags.string({ description: 'only events that meet this condition in FQL' }),
    rate: Flags.string({ description: 'at most so many events a second, such as 100/s' }),
    'dry-run': Flags.boolean({
      description: 'only deliver to a sandbox, and show what would happen; nothing is stored',
      exclusive: ['wait', 'again', 'rate', 'failed-out']
    }),
    wait: Flags.boolean({ description: 'wait until everything is delivered or has failed' }),
    again: Flags.boolean({ description: 'replay it once more, although the same was replayed before' }),
    'failed-out': Flags.string({
      description: 'write the bad records to this file, so that you can correct and replay them'
    }),
    ...storeFlags
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Replay)
    process.exitCode = await replay(
      { ...args, ...flags, dryRun: flags['dry-run'], failedOut: flags['failed-out'] },
      { stdin: process.stdin, stderr: process.stderr, log: (text) => this.log(text) }
    )
    // What was begun when Ctrl+C was pressed would keep the process.
    if (process.exitCode === interruptedCode) process.stdout.write('', () => process.exit())
  }
}
