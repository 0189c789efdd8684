import path from 'node:path'
import { BadInputError } from '@partner-destinations/server/json-input'
import type { ActionOfEitherMode, DefinitionOfEitherMode } from '../definition'
import { loadDefinition } from '../places'
import type { Place } from '../places'
import { fieldsMetadata, mapValues, settingsMetadata } from './field-metadata'
import { didYouMean } from '@partner-destinations/runner/did-you-mean'
import type { GeneratedFile } from './generated-file'

/** The slug of a destination: the definition's, or else its folder's name. */
function slugOf(place: Place, definition: DefinitionOfEitherMode): string {
  return definition.slug ?? place.name
}

/**
 * The `metadata.json` files of destinations.
 * @param slugs only the destinations with these slugs
 * @param modes only the destinations of these modes
 * @throws BadInputError if no destination has one of the slugs, or a destination doesn't load
 */
export function metadataOf(places: Place[], slugs: string[] | undefined, modes: string[] | undefined): GeneratedFile[] {
  const all = places.map((place) => {
    const definition = loadDefinition(place)
    return { place, definition, slug: slugOf(place, definition) }
  })
  const known = all.map(({ slug }) => slug)
  const unknown = slugs?.find((slug) => !known.includes(slug))
  if (unknown)
    throw new BadInputError(
      `No destination has the slug ${unknown}; there are: ${known.join(', ')}.${didYouMean(unknown, known)}`
    )
  return all
    .filter(({ slug }) => slugs?.includes(slug) ?? true)
    .filter(({ definition }) => modes?.includes(definition.mode) ?? true)
    .map(({ place, definition }) => generateMetadata(place, definition))
}

/**
 * The `metadata.json` of a destination, byte for byte as upstream's `generate:metadata-payload` writes it. Upstream
 * also runs prettier on it, but its `.prettierignore` lists the file, so prettier changes nothing.
 */
export function generateMetadata(place: Place, definition: DefinitionOfEitherMode): GeneratedFile {
  const text = JSON.stringify(metadata(slugOf(place, definition), definition), null, 2) + '\n'
  return { path: path.join(place.folder, 'metadata.json'), text }
}

/** What Segment publishes about a destination. Undefined members are left out. The order is that of the file. */
export function metadata(slug: string, definition: DefinitionOfEitherMode) {
  return {
    slug,
    name: definition.name,
    mode: definition.mode,
    description: definition.description,
    authentication: authenticationMetadata(definition),
    audienceConfig: audienceMetadata(definition),
    actions: mapValues(definition.actions, actionMetadata),
    presets: (definition.presets ?? []).map((preset) => ({
      name: preset.name,
      type: preset.type,
      partnerAction: preset.partnerAction,
      subscribe: 'subscribe' in preset ? preset.subscribe : undefined,
      mapping: preset.mapping ?? {},
      eventSlug: 'eventSlug' in preset ? preset.eventSlug ?? null : null
    }))
  }
}

/** The settings of a device-mode destination count as custom authentication. */
function authenticationMetadata({ authentication, settings }: DefinitionOfEitherMode) {
  const fields = authentication?.fields ?? settings ?? {}
  if (!authentication && Object.keys(fields).length === 0) return null
  return { scheme: authentication?.scheme ?? 'custom', fields: settingsMetadata(fields) }
}

function audienceMetadata({ audienceConfig, audienceFields }: DefinitionOfEitherMode) {
  if (!audienceConfig) return null
  const { mode } = audienceConfig
  return {
    mode:
      mode.type === 'synced'
        ? { type: 'synced', full_audience_sync: mode.full_audience_sync ?? false }
        : { type: 'realtime' },
    audienceFields: settingsMetadata(audienceFields ?? {}),
    supportsAudienceFunctions: 'createAudience' in audienceConfig && 'getAudience' in audienceConfig
  }
}

function actionMetadata(action: ActionOfEitherMode) {
  const { syncMode } = action
  return {
    title: action.title,
    description: action.description,
    platform: action.platform ?? 'cloud',
    defaultSubscription: action.defaultSubscription ?? null,
    hidden: action.hidden ?? false,
    hasPerformBatch: action.performBatch !== undefined,
    syncMode: syncMode
      ? {
          default: syncMode.default,
          label: syncMode.label,
          description: syncMode.description,
          choices: syncMode.choices.map(({ value, label }) => ({ value, label }))
        }
      : null,
    hooks: hooksMetadata(action.hooks),
    dynamicFields: dynamicFieldsMetadata(action.dynamicFields),
    fields: fieldsMetadata(action.fields)
  }
}

function hooksMetadata(hooks: ActionOfEitherMode['hooks']) {
  if (!hooks || Object.keys(hooks).length === 0) return null
  return mapValues(hooks as Required<typeof hooks>, (hook) => ({
    label: hook.label,
    description: hook.description,
    inputFields: fieldsMetadata((hook.inputFields ?? {}) as Parameters<typeof fieldsMetadata>[0]),
    outputFields: fieldsMetadata((hook.outputTypes ?? {}) as Parameters<typeof fieldsMetadata>[0])
  }))
}

/** For each object with dynamic keys or values, which of the two: `__keys__`, `__values__`. */
function dynamicFieldsMetadata(dynamicFields: ActionOfEitherMode['dynamicFields']) {
  const objects = Object.entries(dynamicFields ?? {}).flatMap(([field, lookups]) => {
    const keys = Object.keys(lookups).filter((key) => key === '__keys__' || key === '__values__')
    return keys.length > 0 ? [[field, keys]] : []
  })
  return objects.length > 0 ? (Object.fromEntries(objects) as Record<string, string[]>) : null
}
