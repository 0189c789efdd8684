import fs from 'node:fs'
import path from 'node:path'
import { fieldsToJsonSchema } from '@segment/actions-core'
import type { MinimalInputField } from '@segment/actions-core'
import { compile } from 'json-schema-to-typescript'
import type { ActionOfEitherMode, DefinitionOfEitherMode } from '../definition'
import type { Place } from '../places'
import { mapValues } from './field-metadata'
import { STYLE } from './generated-file'
import type { GeneratedFile } from './generated-file'

type Fields = Record<string, MinimalInputField>
type Schema = ReturnType<typeof fieldsToJsonSchema>

/**
 * The `generated-types.ts` of a destination and of its actions, byte for byte as upstream's `generate:types` writes
 * them. As upstream, if an action has no folder of its name, its types go to `<key>.types.ts`.
 */
export async function generateTypes(place: Place, definition: DefinitionOfEitherMode): Promise<GeneratedFile[]> {
  const files = [{ path: path.join(place.source, 'generated-types.ts'), text: await settingsTypes(definition) }]
  for (const [key, action] of Object.entries(definition.actions)) {
    const hasFolder = fs.existsSync(path.join(place.source, key))
    const file = hasFolder ? path.join(key, 'generated-types.ts') : `${key}.types.ts`
    files.push({ path: path.join(place.source, file), text: await actionTypes(action) })
  }
  return files
}

/** The text that declares `Settings`, and `AudienceSettings` if the destination has some. */
export async function settingsTypes({
  settings,
  authentication,
  audienceFields
}: DefinitionOfEitherMode): Promise<string> {
  const types = await declare('Settings', { ...settings, ...authentication?.fields })
  if (Object.keys(audienceFields ?? {}).length === 0) return types
  return types + (await declare('AudienceSettings', { ...audienceFields }))
}

/** The text that declares `Payload`, and each hook's inputs and outputs, such as `onMappingSaveInputs`. */
export async function actionTypes({ fields, hooks }: ActionOfEitherMode): Promise<string> {
  let types = await declare('Payload', fields)
  for (const [name, hook] of Object.entries(hooks ?? {})) {
    if (hook.inputFields) types += await declare(`${name}Inputs`, hook.inputFields as Fields)
    if (hook.outputTypes) types += await declare(`${name}Outputs`, hook.outputTypes as Fields)
  }
  return types
}

function declare(name: string, fields: Fields): Promise<string> {
  const schema = withoutNames(fieldsToJsonSchema(fields, { tsType: true }))
  return compile(schema, name, { bannerComment: '// Generated file. DO NOT MODIFY IT BY HAND.', style: STYLE })
}

/** A schema without titles and enumerations, as upstream. The compiler would make a type of each title. */
function withoutNames({ title: _title, enum: _enum, ...schema }: Schema): Schema {
  if (schema.type === 'object' && schema.properties) {
    return { ...schema, properties: mapValues(schema.properties, withoutNames) }
  }
  if (schema.type === 'array' && schema.items) return { ...schema, items: withoutNames(schema.items) }
  return schema
}
