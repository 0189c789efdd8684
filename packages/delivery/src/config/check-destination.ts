import { Subscriptions, validSettings } from '@partner-destinations/runner'
import type { Definition } from '@partner-destinations/runner'
import { BadCallError } from '@partner-destinations/runner/bad-call'
import { noSuch } from '@partner-destinations/runner/did-you-mean'
import type { Catalog } from '../catalog'
import { checkSubscriptions } from './check-subscriptions'
import type { ConfigPart } from './config-part'
import { namedPresets } from './subscriptions'

/**
 * Notes what is wrong with a destination, apart from what the schema has found.
 * @param name the instance's name
 * @param sources the names of all sources
 * @returns its definition, if there is one
 */
export function checkDestination(
  name: string,
  part: ConfigPart,
  catalog: Catalog,
  sources: string[]
): Definition | undefined {
  for (const item of part.at('sources').items()) {
    const source = item.text()
    if (source !== undefined && !sources.includes(source)) item.mistake(noSuch('source', source, sources))
  }
  const definition = findDefinition(name, part, catalog)
  if (definition) checkSettings(part.at('settings'), definition)
  if (part.at('subscriptions').value !== undefined) checkSubscriptions(part.at('subscriptions').items(), definition)
  else if (definition) checkPresets(part, definition)
  return definition
}

function findDefinition(name: string, part: ConfigPart, catalog: Catalog): Definition | undefined {
  const given = part.at('destination')
  const isNamed = given.value !== undefined
  const wanted = isNamed ? given.text() : name
  if (wanted === undefined) return undefined
  const here = isNamed ? given : part
  if (!catalog.names.includes(wanted)) {
    const advice = isNamed ? '' : ' If this is a name of your own, say which destination it is with "destination:".'
    here.mistake(noSuch('destination', wanted, [...catalog.names]) + advice)
    return undefined
  }
  try {
    return catalog.definition(wanted)
  } catch (error) {
    here.mistake((error as Error).message)
    return undefined
  }
}

/** What Segment keeps in the settings beside those that a customer enters. */
const settingsOfSegment = ['oauth', 'dynamicAuthSettings']

function checkSettings(part: ConfigPart, definition: Definition): void {
  const settings = part.value === undefined ? {} : part.object()
  if (!settings) return
  const known = Object.keys(definition.authentication?.fields ?? {})
  const unknown = Object.keys(settings).filter((key) => ![...known, ...settingsOfSegment].includes(key))
  for (const key of unknown) part.at(key).mistake(noSuch('setting', key, known, ` of ${definition.name}`))
  try {
    validSettings(definition, settings)
  } catch (error) {
    // The same `oauth` and the like, which a person can't correct.
    if (!(error instanceof BadCallError) || !error.problems) return part.mistake((error as Error).message)
    for (const { field, message } of error.problems) {
      const place = field.split('.').reduce((inner, key) => inner.at(key), part)
      place.mistake(message)
    }
  }
}

function checkPresets(part: ConfigPart, definition: Definition): void {
  const presets = namedPresets(definition)
  if (presets.length === 0) {
    part.mistake(`${definition.name} has no presets that are switched on from the start. Add "subscriptions:".`)
    return
  }
  try {
    new Subscriptions(definition, presets)
  } catch (error) {
    part.mistake(`${(error as Error).message} It is a preset of the destination. Add "subscriptions:" of your own.`)
  }
}
