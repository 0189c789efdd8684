import path from 'node:path'
import { BadInputError, readTextFile } from '@partner-destinations/server/json-input'
import type { DefinitionOfEitherMode } from '../definition'
import { loadDefinition, placeOf } from '../places'
import { eventForBoth } from '../validate/fql'
import { finish } from './finish'
import { insertAction } from './insert-action'
import { actionNames } from './names'
import { render } from './templates'

/** Segment's calls, and what each is about. */
const CALLS = { track: 'properties', identify: 'traits', page: 'properties', screen: 'properties', group: 'traits' }

/**
 * Adds an action to a destination: its folder with tests, its place in the definition, and a preset of a call that no
 * other preset takes.
 * @param type what the action is made for: a cloud-mode destination is a `server` one
 * @param directory the destination's folder
 * @throws BadInputError when the name or the folder is none, or there is no room for the action
 */
export async function newAction(given: string, type: 'server' | 'browser', directory: string) {
  const names = actionNames(given)
  const place = placeOf(directory)
  if (!place) throw new BadInputError(`${directory} is no folder of a destination.`)
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
  const values = { ...names, call, data, dataLabel: data.charAt(0).toUpperCase() + data.slice(1) }
  const files = render(`${type}-action`, path.join(place.source, names.key), values)
  return { place, ...names, call, ...(await finish(place, [...files, { path: index, text }])) }
}

/** A call that no preset takes: an event must not go to two. */
function freeCall(name: string, { presets = [] }: DefinitionOfEitherMode): keyof typeof CALLS {
  const subscriptions = presets.flatMap((preset) => (preset.type === 'automatic' ? preset.subscribe : []))
  const calls = Object.keys(CALLS) as (keyof typeof CALLS)[]
  const free = calls.find((call) => subscriptions.every((other) => !eventForBoth(`type = "${call}"`, other)))
  if (free) return free
  throw new BadInputError(`The presets of ${name} take all calls: make room for the new action among them first.`)
}
