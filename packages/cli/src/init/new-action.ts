import fs from 'node:fs'
import path from 'node:path'
import { BadInputError, readTextFile } from '@partner-destinations/server/json-input'
import type { DefinitionOfEitherMode } from '../definition'
import { loadDefinition, placeOf, projectRoot } from '../places'
import type { Place } from '../places'
import { eventForBoth } from '../validate/fql'
import { finish } from './finish'
import { insertAction } from './insert-action'
import { actionNames } from './names'
import { render } from './templates'

/** Segment's calls, and the subject of each. */
const CALLS = { track: 'properties', identify: 'traits', page: 'properties', screen: 'properties', group: 'traits' }

/**
 * Adds an action to a destination: its folder with tests, its place in the definition, and a preset for a call that no
 * other preset takes.
 * @param type `server` for a cloud-mode destination, `browser` for a device-mode destination
 * @param directory the destination's folder
 * @throws BadInputError if the name is not valid, the folder is not a destination's, or every call has a preset
 */
export async function newAction(given: string, type: 'server' | 'browser', directory: string) {
  const names = actionNames(given)
  const place = placeOf(directory)
  if (!place) throw new BadInputError(`${directory} is not a destination's folder.`)
  if ((place.mode === 'device') !== (type === 'browser')) {
    throw new BadInputError(
      `${place.name} is a ${place.mode}-mode destination: its actions are for ${
        type === 'browser' ? 'server' : 'browser'
      }.`
    )
  }
  const call = freeCall(place.name, loadDefinition(place))
  const data = CALLS[call]
  const index = path.join(place.source, 'index.ts')
  const mapping =
    type === 'server'
      ? `defaultValues(${names.key}.fields)`
      : `{ userId: { '@path': '$.userId' }, ${data}: { '@path': '$.${data}' } }`
  const text = insertAction(readTextFile(index), { ...names, subscribe: `type = "${call}"`, mapping })
  const values = { ...names, vendor: place.name, call, data, dataLabel: data.charAt(0).toUpperCase() + data.slice(1) }
  const files = render(`${type}-action`, path.join(place.source, names.key), values)
  const finished = await finish(place, [...files, { path: index, text }])
  return { place, ...names, call, vendorFolder: vendorFolderOf(place), ...finished }
}

/** The vendor's folder of a cloud-mode destination, if there is one. */
function vendorFolderOf({ name, mode }: Place): string | undefined {
  const folder = path.join(projectRoot, 'packages/vendors/src', name)
  return mode === 'cloud' && fs.existsSync(folder) ? folder : undefined
}

/** A call that no preset takes, because an event must not go to two presets. */
function freeCall(name: string, { presets = [] }: DefinitionOfEitherMode): keyof typeof CALLS {
  const subscriptions = presets.flatMap((preset) => (preset.type === 'automatic' ? preset.subscribe : []))
  const calls = Object.keys(CALLS) as (keyof typeof CALLS)[]
  const free = calls.find((call) => subscriptions.every((other) => !eventForBoth(`type = "${call}"`, other)))
  if (free) return free
  throw new BadInputError(
    `The presets of ${name} take all calls. Change one of them first, so that a call is left for the new action.`
  )
}
