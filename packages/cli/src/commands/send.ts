import { Args, Flags } from '@oclif/core'
import type { JSONObject } from '@segment/actions-core'
import { maskOutput, run, Secrets } from '@partner-destinations/runner'
import type { Call, Definition } from '@partner-destinations/runner'
import { defaultDirectory, loadDestination } from '@partner-destinations/server/destinations'
import { BadInputError, readJsonObject, readTextFile } from '@partner-destinations/server/json-input'
import { demoSettingsOf } from '@partner-destinations/vendors'
import { connectToNothing, connectToSandbox, connectToVendor } from '../send/connection'
import type { Connection } from '../send/connection'
import { EventInput } from '../send/event-input'
import { interruptedCode } from '../send/interruption'
import { readEvents } from '../send/read-events'
import { sendEvents } from '../send/send-events'
import { environmentVariable, settingsFromEnvironment, settingsFromFile } from '../settings'
import { PlainErrorCommand } from '../plain-error-command'

export class Send extends PlainErrorCommand {
  static readonly summary = 'Send events through an action, and show the mapped payloads, the requests and the answers.'

  static readonly description = `Without --live, requests go to a sandbox of this command's own, which is empty at first.
Events that have a line each are sent one by one, an array of events is sent as a batch.
With more than 10 events you see a summary: how many were sent, which failed, and why.
Settings come from --settings. Without it, the sandbox's demo keys are used; with --live, environment variables
such as REFERSION_API_KEY for the setting apiKey of refersion.`

  static readonly examples = [
    '<%= config.bin %> <%= command.id %> refersion createAffiliate --event identify.json',
    '<%= config.bin %> <%= command.id %> wigzo event --event events.ndjson --dry-run',
    '<%= config.bin %> <%= command.id %> wigzo event --event events.ndjson --failed-out failed.ndjson'
  ]

  static readonly args = {
    destination: Args.string({ required: true, description: 'folder of the destination, such as refersion' }),
    action: Args.string({
      required: true,
      description:
        'key of the action; "event" for every preset that takes the event, "delete" for the deletion of a user'
    })
  }

  static readonly flags = {
    event: Flags.string({ required: true, description: 'file that holds the events; - for standard input' }),
    settings: Flags.string({ description: 'JSON file that holds the settings of the destination' }),
    mapping: Flags.string({ description: 'JSON file that holds what differs from the default mapping of the action' }),
    live: Flags.boolean({ description: 'send requests to the real vendor' }),
    'dry-run': Flags.boolean({
      description: 'show the requests and send none; every answer is empty',
      exclusive: ['live']
    }),
    json: Flags.boolean({
      description: 'print JSON with everything that happened; a file of lines gives a line for each event'
    }),
    'failed-out': Flags.string({
      description: 'write the events that fail to this new file, so that you can send them again'
    })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Send)
    const definition = loadDestination(defaultDirectory, args.destination)
    const makeCall = callMaker(definition, args.destination, args.action, flags.mapping)
    const settings = settingsFor(args.destination, definition, flags)
    const secrets = new Secrets()
    secrets.addSettings(definition, settings)
    maskOutput(secrets)
    const input = await EventInput.open(flags.event)
    try {
      const events = await readEvents(input)
      if (flags.live) this.logToStderr('*** LIVE: requests go to the real vendor, and change real data. ***')
      const connection = await connect(flags)
      try {
        const send = (payload: JSONObject | JSONObject[]) =>
          run(definition, makeCall(payload, settings), connection.agent)
        process.exitCode = await sendEvents(
          { events, source: input.source, definition, action: args.action, send, progress: () => input.progress() },
          {
            asJson: flags.json,
            isDryRun: flags['dry-run'],
            failedOut: flags['failed-out'],
            log: (text) => this.log(text),
            logToStderr: (text) => this.logToStderr(text)
          }
        )
      } finally {
        await connection.close()
      }
    } finally {
      input.close()
    }
    // A call that nobody waits for any more would keep the process until it times out.
    if (process.exitCode === interruptedCode) process.stdout.write('', () => process.exit())
  }
}

function callMaker(definition: Definition, destination: string, action: string, mappingFile: string | undefined) {
  const targets = [...Object.keys(definition.actions), 'event', ...(definition.onDelete ? ['delete'] : [])]
  if (!targets.includes(action)) {
    throw new BadInputError(`There is no action "${action}" of ${destination}; there are: ${targets.join(', ')}.`)
  }
  const mapping = mappingFile === undefined ? undefined : readJsonObject(mappingFile, readTextFile(mappingFile))
  if (mapping && ['event', 'delete'].includes(action)) {
    throw new BadInputError(`--mapping is for a single action, not for "${action}".`)
  }
  return (payload: JSONObject | JSONObject[], settings: JSONObject): Call => {
    if (action === 'event') return { kind: 'event', payload, settings }
    if (action !== 'delete') return { kind: 'action', action, payload, settings, mapping }
    return { kind: 'delete', payload: payload as JSONObject, settings } // deletions are sent one by one
  }
}

function settingsFor(
  destination: string,
  definition: Definition,
  { settings, live }: { settings?: string; live: boolean }
): JSONObject {
  if (settings !== undefined) return settingsFromFile(settings)
  if (!live) return demoSettingsOf(destination)
  const given = settingsFromEnvironment(destination, definition)
  if (Object.keys(given).length > 0) return given
  const variables = Object.keys(definition.authentication?.fields ?? {}).map((key) =>
    environmentVariable(destination, key)
  )
  throw new BadInputError(`--live needs the settings: in a file for --settings, or in ${variables.join(' and ')}.`)
}

function connect(flags: { live: boolean; 'dry-run': boolean }): Promise<Connection> | Connection {
  if (flags.live) return connectToVendor()
  return flags['dry-run'] ? connectToNothing() : connectToSandbox()
}
