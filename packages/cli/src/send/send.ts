import type { JSONObject } from '@segment/actions-core'
import { maskOutput, run, Secrets } from '@partner-destinations/runner'
import type { Call, Definition } from '@partner-destinations/runner'
import { noSuchAction } from '@partner-destinations/runner/did-you-mean'
import { loadDestination } from '@partner-destinations/server/destinations'
import { BadInputError, readJsonObject, readTextFile } from '@partner-destinations/server/json-input'
import { cloudDirectory } from '../places'
import { settingsFor } from './settings'
import { connect } from './connection'
import { EventInput } from './event-input'
import { readEvents } from './read-events'
import { sendEvents } from './send-events'
import type { Output } from './send-events'

/** What to send, where, and how. */
export interface SendOptions {
  /** Name of the destination's folder. */
  destination: string
  /** Key of an action, `event` or `delete`. */
  action: string
  /** The file with the events, or `-` for standard input. */
  event: string
  /** A JSON file with the settings. */
  settings?: string
  /** A JSON file with the changes to the default mapping of the action. */
  mapping?: string
  /** Whether requests go to the real vendor. */
  live: boolean
  /** Whether nothing is sent. */
  dryRun: boolean
}

type Payload = JSONObject | JSONObject[]

/**
 * Sends the events of a file through a destination.
 * @returns the exit code: 0 if every event was sent or skipped, 1 if one failed, `interruptedCode` after Ctrl+C
 * @throws BadInputError if the destination, the action, a file or an environment variable is missing or wrong
 * @throws BadCallError if no event can be sent, for example with wrong settings
 */
export async function send(options: SendOptions, output: Output): Promise<number> {
  const { destination, action, live } = options
  const definition = loadDestination(cloudDirectory(), destination)
  const makeCall = callMaker(definition, options)
  const settings = settingsFor(destination, definition, options)
  const secrets = new Secrets()
  secrets.addSettings(definition, settings)
  maskOutput(secrets)
  const input = await EventInput.open(options.event)
  try {
    const events = await readEvents(input)
    if (live) output.logToStderr('*** LIVE: requests go to the real vendor, and change real data. ***')
    const connection = await connect(options)
    const sending = {
      events,
      source: input.source,
      definition,
      action,
      send: (payload: Payload) => run(definition, makeCall(payload, settings), connection.agent),
      progress: () => input.progress()
    }
    return await sendEvents(sending, output).finally(() => connection.close())
  } finally {
    input.close()
  }
}

/** What makes the call that sends a payload. */
function callMaker(definition: Definition, { destination, action, mapping: file }: SendOptions) {
  const actions = Object.keys(definition.actions)
  const canDelete = definition.onDelete !== undefined
  if (![...actions, 'event', ...(canDelete ? ['delete'] : [])].includes(action)) {
    throw new BadInputError(noSuchAction(action, destination, actions, canDelete))
  }
  const mapping = file === undefined ? undefined : readJsonObject(file, readTextFile(file))
  if (mapping && ['event', 'delete'].includes(action)) {
    throw new BadInputError(`--mapping works only with a single action, not with "${action}".`)
  }
  return (payload: Payload, settings: JSONObject): Call => {
    if (action === 'event') return { kind: 'event', payload, settings }
    if (action !== 'delete') return { kind: 'action', action, payload, settings, mapping }
    return { kind: 'delete', payload: payload as JSONObject, settings } // deletions are sent one by one
  }
}
