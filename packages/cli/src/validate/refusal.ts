import type { ActionOfEitherMode } from '../definition'

type Field = ActionOfEitherMode['fields'][string]

/** An error that no destination makes itself. */
const STOP = new Error('The request was reached.')

/**
 * What an action says if it refuses an event that has all fields that it declares as required, also conditionally, and
 * no others. The schema, which customers see, then doesn't show everything that they need to know.
 * @returns the message of the `PayloadValidationError`; undefined if the action takes the event
 */
export async function refusalOf(action: ActionOfEitherMode): Promise<string | undefined> {
  const payload = samplesOf(action.fields)
  const request = () => Promise.reject(STOP)
  try {
    await action.perform?.(request, { payload, settings: {} } as never)
    return undefined
  } catch (error) {
    const { code, message } = Object(error) as { code?: unknown; message?: unknown }
    return code === 'PAYLOAD_VALIDATION_FAILED' ? String(message) : undefined
  }
}

function samplesOf(fields: Record<string, Partial<Field>>): Record<string, unknown> {
  const required = Object.entries(fields).filter(([, { required }]) => required !== undefined && required !== false)
  return Object.fromEntries(required.map(([key, field]) => [key, sampleOf(key, field)]))
}

/** A value that the field's schema accepts, and that its name suggests. */
function sampleOf(key: string, field: Partial<Field>): unknown {
  const one = choiceOf(field) ?? SAMPLES[field.format ?? key] ?? plainSample(field)
  return field.multiple ? [one] : one
}

function choiceOf({ choices }: Partial<Field>): unknown {
  const first = choices?.[0]
  return typeof first === 'object' ? first.value : first
}

const SAMPLES: Record<string, unknown> = {
  email: 'jane.kim@example.com',
  uri: 'https://example.com/',
  'date-time': '2024-05-17T09:30:00.000Z',
  date: '2024-05-17'
}

function plainSample(field: Partial<Field>): unknown {
  switch (field.type) {
    case 'boolean':
      return true
    case 'number':
    case 'integer':
      return field.minimum ?? 1
    case 'datetime':
      return SAMPLES['date-time']
    case 'object':
      return field.properties ? samplesOf(field.properties) : { sample: 'sample' }
    default:
      return 'sample'
  }
}
