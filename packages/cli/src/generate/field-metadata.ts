import type { InputField } from '@segment/actions-core'
import type { Settings } from '../definition'

type Fields = Record<string, Partial<InputField>>

/** An object with the same keys, each value replaced. */
export function mapValues<In, Out>(object: Record<string, In>, replace: (value: In, key: string) => Out) {
  const entries = Object.entries(object).map(([key, value]) => [key, replace(value, key)])
  return Object.fromEntries(entries) as Record<string, Out>
}

/** Metadata of the fields of settings. The keys are in the order of the file. */
export function settingsMetadata(fields: Settings) {
  return mapValues(fields, (field) => ({
    label: field.label,
    description: field.description,
    type: field.type,
    required: requiredMetadata(field.required),
    multiple: field.multiple ?? false,
    choices: choicesMetadata(field.choices),
    default: field.default ?? null,
    depends_on: field.depends_on ?? null
  }))
}

/** Metadata of the fields of an action, a hook or an object. The keys are in the order of the file. */
export function fieldsMetadata(fields: Fields): Record<string, object> {
  return mapValues(fields, (field) => ({
    label: field.label,
    description: field.description,
    type: field.type,
    required: requiredMetadata(field.required),
    multiple: field.multiple ?? false,
    allowNull: field.allowNull ?? false,
    // A hook's field contains the function that finds its choices.
    dynamic: typeof field.dynamic === 'function' ? true : field.dynamic ?? false,
    default: field.default ?? null,
    choices: choicesMetadata(field.choices),
    placeholder: field.placeholder ?? null,
    properties: field.type === 'object' && field.properties ? fieldsMetadata(field.properties) : null,
    category: field.category ?? null,
    depends_on: field.depends_on ?? null,
    readOnly: field.readOnly ?? null,
    hidden: field.unsafe_hidden ?? null,
    minimum: field.minimum ?? null,
    maximum: field.maximum ?? null,
    defaultObjectUI: field.defaultObjectUI ?? null,
    disabledInputMethods: field.disabledInputMethods ?? null,
    displayMode: field.displayMode ?? null,
    format: field.format ?? null,
    additionalProperties: field.additionalProperties ?? false
  }))
}

/** Conditions stay as they are. */
function requiredMetadata(required: InputField['required']) {
  return typeof required === 'object' ? required ?? false : required === true
}

function choicesMetadata(choices: InputField['choices']) {
  if (!choices || choices.length === 0) return null
  return choices.map((choice) => (typeof choice === 'object' ? choice : { label: String(choice), value: choice }))
}
