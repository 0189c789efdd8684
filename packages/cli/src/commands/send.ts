import { Args, Flags } from '@oclif/core'
import { destinationDescription, exampleDestination, PlainErrorCommand } from '../command'
import { interruptedCode } from '../send/interruption'
import { send } from '../send/send'

export class Send extends PlainErrorCommand {
  static readonly summary = 'Send events through an action, and show the mapped payloads, the requests and the answers.'

  static readonly description = `Requests go to a new, empty sandbox unless you add --live.
If each event is on a line of its own, the events are sent one by one. An array of events is sent as a batch.
If there are more than 10 events, you see a summary: how many were sent, which failed, and why.
Settings come from the file for --settings. Without it, the demo settings of the sandbox are used. With --live, environment variables are used instead, such as ACME_API_KEY for the setting apiKey of acme.`

  static readonly examples = [
    `<%= config.bin %> <%= command.id %> ${exampleDestination} event --event identify.json`,
    `<%= config.bin %> <%= command.id %> ${exampleDestination} event --event events.ndjson --dry-run`,
    `<%= config.bin %> <%= command.id %> ${exampleDestination} event --event events.ndjson --failed-out failed.ndjson`
  ]

  static readonly args = {
    destination: Args.string({ required: true, description: destinationDescription }),
    action: Args.string({
      required: true,
      description: 'key of the action; "event" runs every preset that takes the event, "delete" deletes a user'
    })
  }

  static readonly flags = {
    event: Flags.string({ required: true, description: 'file with the events; - for standard input' }),
    settings: Flags.string({ description: "JSON file with the destination's settings" }),
    mapping: Flags.string({ description: 'JSON file with the fields whose mapping differs from the default one' }),
    live: Flags.boolean({ description: 'send requests to the real vendor' }),
    'dry-run': Flags.boolean({
      description: 'show the requests without sending them; every answer is empty',
      exclusive: ['live']
    }),
    json: Flags.boolean({
      description: 'print everything that happened as JSON; for a file of lines, one line for each event'
    }),
    'failed-out': Flags.string({
      description: 'write the events that fail to this new file, so that you can send them again'
    })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Send)
    process.exitCode = await send(
      { ...args, ...flags, dryRun: flags['dry-run'] },
      {
        asJson: flags.json,
        isDryRun: flags['dry-run'],
        failedOut: flags['failed-out'],
        log: (text) => this.log(text),
        logToStderr: (text) => this.logToStderr(text)
      }
    )
    // A call that nobody waits for any more would keep the process until it times out.
    if (process.exitCode === interruptedCode) process.stdout.write('', () => process.exit())
  }
}
