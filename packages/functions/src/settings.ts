import type { Definition } from '@partner-destinations/runner'
import { secretSettings } from '@partner-destinations/runner'

/** A setting of a function, as Segment's Public API has it. It has maps too (`TEXT_MAP`), but the framework's settings haven't. */
export interface FunctionSetting {
  name: string
  label: string
  description: string
  type: 'STRING' | 'BOOLEAN' | 'ARRAY'
  required: boolean
  sensitive: boolean
}

type Field = NonNullable<Definition['authentication']>['fields'][string]

/** The settings to declare for a function. */
export function functionSettings(definition: Definition): FunctionSetting[] {
  const secrets = secretSettings(definition)
  return Object.entries(definition.authentication?.fields ?? {}).map(([name, field]) => ({
    name,
    label: field.label,
    description: descriptionOf(field),
    type: typeOf(field),
    required: field.required === true,
    sensitive: secrets.includes(name)
  }))
}

/** A function has no numbers, but the schema makes one of a text. */
function typeOf({ type, multiple }: Field): FunctionSetting['type'] {
  if (multiple) return 'ARRAY'
  return type === 'boolean' ? 'BOOLEAN' : 'STRING'
}

/** The Public API requires a description. A function has neither choices nor defaults, so the description names them. */
function descriptionOf({ label, description, choices, default: value }: Field): string {
  const values = choices?.map((choice) => (typeof choice === 'string' ? choice : String(choice.value)))
  return [
    description || label,
    ...(values ? [`Use one of: ${values.join(', ')}.`] : []),
    ...(value === undefined ? [] : [`Segment would suggest: ${String(value)}.`])
  ].join(' ')
}
