import { Args, Flags } from '@oclif/core'
import type { JSONObject } from '@segment/actions-core'
import { defaultDirectory, loadDestination } from '../destinations'
import { BadInputError, readJsonObject, readTextFile } from '../json-input'
import type { Call, Definition, Outcome } from '../run/call'
import { maskOutput } from '../run/masked-output'
import { Secrets } from '../run/secrets'
import { connectToNothing, connectToSandbox, connectToVendor } from '../send/connection'
import type { Connection } from '../send/connection'
import { print, succeeded, wasSkipped } from '../send/print'
import { isFilled, readEvents, readLine } from '../send/read-events'
import { demoSettingsOf, environmentVariable, settingsFromEnvironment, settingsFromFile } from '../settings'
import { PlainErrorCommand } from './plain-error-command'

export class Send extends PlainErrorCommand {
  static readonly summary =
    'Send an event through an action, and show the mapped payload, the requests and the answers.'

  static readonly description = `Without --live the requests go to a sandbox of the command's own, which is empty at first.
A file of newline-delimited events is sent one by one, an array of events as a batch.
Settings: the sandbox's demo keys, or --settings; with --live from --settings or environment variables,
such as REFERSION_API_KEY for the setting apiKey of refersion.`

  static readonly examples = [
    '<%= config.bin %> <%= command.id %> refersion createAffiliate --event identify.json',
    '<%= config.bin %> <%= command.id %> wigzo event --event events.ndjson --dry-run'
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
    event: Flags.string({ required: true, description: 'file that holds the event; - for standard input' }),
    settings: Flags.string({ description: 'JSON file that holds the settings of the destination' }),
    mapping: Flags.string({ description: 'JSON file that holds what differs from the default mapping of the action' }),
    live: Flags.boolean({ description: 'send requests to the real vendor' }),
    'dry-run': Flags.boolean({
      description: 'show the requests and send none; every answer is empty',
      exclusive: ['live']
    }),
    json: Flags.boolean({ description: 'print JSON, one line for each event' })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Send)
    const { run } = module.require('../run/run') as typeof import('../run/run')
    const definition = loadDestination(defaultDirectory, args.destination)
    const makeCall = callMaker(definition, args.destination, args.action, flags.mapping)
    const settings = settingsFor(args.destination, definition, flags)
    const secrets = new Secrets()
    secrets.addSettings(definition, settings)
    maskOutput(secrets)
    const events = await readEvents(flags.event)
    if (flags.live) this.logToStderr('*** LIVE: requests go to the real vendor, and change real data. ***')
    const connection = await connect(flags)
    try {
      const send = (payload: JSONObject | JSONObject[]) =>
        run(definition, makeCall(payload, settings), connection.agent)
      if (events.kind === 'lines') await this.sendLines(events.lines, events.source, send, flags)
      else if (Array.isArray(events.payload) && !takesLists(definition, args.action)) {
        this.report(await sendEach(events.payload, send), flags.json)
      } else this.report(await send(events.payload), flags.json)
    } finally {
      await connection.close()
    }
  }

  private async sendLines(
    lines: string[],
    source: string,
    send: (event: JSONObject) => Promise<Outcome>,
    flags: { json: boolean; 'dry-run': boolean }
  ): Promise<void> {
    const counts = { done: 0, failed: 0, skipped: 0 }
    for (const [index, line] of lines.entries()) {
      if (!isFilled(line)) continue
      const where = `${source}, line ${index + 1}`
      if (!flags.json) this.log(`\n════ ${where}`)
      try {
        counts[this.report(await send(readLine(where, line)), flags.json)]++
      } catch (error) {
        if (!(error instanceof BadInputError)) throw error
        counts.failed++
        this.log(flags.json ? JSON.stringify({ error: error.message }) : error.message)
        process.exitCode = 1
      }
    }
    const { done, failed, skipped } = counts
    const summary = [
      `${done + failed + skipped} events: ${done} ${flags['dry-run'] ? 'shown' : 'sent'}`,
      `${failed} failed`,
      ...(skipped > 0 ? [`${skipped} skipped`] : [])
    ].join(', ')
    if (flags.json) this.logToStderr(summary)
    else this.log(`\n${summary}`)
  }

  /** Prints an outcome; a failed one makes the command exit with 1. */
  private report(outcome: Outcome, asJson: boolean): 'done' | 'failed' | 'skipped' {
    this.log(asJson ? JSON.stringify(outcome) : print(outcome))
    if (succeeded(outcome)) return wasSkipped(outcome) ? 'skipped' : 'done'
    process.exitCode = 1
    return 'failed'
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
    if (Array.isArray(payload)) throw new BadInputError('The deletion of a user takes one event, not a list.')
    return { kind: 'delete', payload, settings }
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

function takesLists(definition: Definition, action: string): boolean {
  return action === 'event' || definition.actions[action]?.performBatch !== undefined
}

/** Segment sends a list of events one by one to an action that has no batch call. */
async function sendEach(events: JSONObject[], send: (event: JSONObject) => Promise<Outcome>): Promise<Outcome> {
  const outcomes: Outcome[] = []
  for (const event of events) outcomes.push(await send(event))
  return { steps: outcomes.flatMap(({ steps }) => steps), payload: outcomes.map(({ payload }) => payload) }
}
