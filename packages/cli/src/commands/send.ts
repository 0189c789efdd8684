import { Args, Flags } from '@oclif/core'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { destinationDescription, exampleDestination, PlainErrorCommand } from '../command'
import { interruptedCode } from '../send/interruption'
import { send } from '../send/send'
import { environmentVariable } from '../send/settings'

const [exampleSetting] = Object.keys(demoSettingsOf(exampleDestination))
const exampleVariable = environmentVariable(exampleDestination, exampleSetting)

export class Send extends PlainErrorCommand {
  static readonly summary = 'Send events through an action, and show the mapped payloads, the requests and the answers.'

  static readonly description = `Requests go to a new, empty sandbox unless you add --live.
If each event is on a line of its own, the events are sent one by one. An array of events is sent as a batch.
If there are more than 10 events, you see a summary: how many were sent, which failed, and why.
Settings come from the file for --settings. Without it, the demo settings of the sandbox are used. With --live, environment variables are used instead, such as ${exampleVariable} for the setting ${exampleSetting} of ${exampleDestination}.`

  static readonly examples = [
    `<%= config.bin %> <%= command.id %> ${exampleDestination} event --event identify.json`,
    `<%= config.bin %> <%= command.id %> ${exampleDestination} event --event events.ndjson --dry-run`,
    `<%= config.bin %> <%= command.id %> ${exampleDestination} ACTION --event identify.json --mapping mapping.json`,
    `cat identify.json | <%= config.bin %> <%= command.id %> ${exampleDestination} event --event -`,
    `<%= config.bin %> <%= command.id %> ${exampleDestination} event --event events.ndjson --failed-out failed.ndjson`
  ]

  static readonly args = {
    destination: Args.string({ required: true, description: destinationDescription }),
    action: Args.string({
      required: true,
      description: 'key of the action; or "event" to run each preset that takes the event, or "delete" to delete a user'
    })
  }

  static readonly flags = {
    event: Flags.string({ required: true, description: 'the file with the events, or - for standard input' }),
    settings: Flags.string({ description: "JSON file with the destination's settings" }),
    mapping: Flags.string({ description: 'JSON file with the fields whose mapping differs from the default one' }),
    live: Flags.boolean({ description: 'send requests to the real vendor' }),
    'dry-run': Flags.boolean({
      description: 'show the requests without sending them; every answer is empty',
      exclusive: ['live']
    }),
    json: Flags.boolean({
      description: 'print the outcome as JSON; if the file has an event on each line, the output has one too'
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
