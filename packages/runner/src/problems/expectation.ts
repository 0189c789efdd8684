import type { Field, FieldPlace } from './field-at'
import { inWords } from './words'

/** How many choices a sentence lists at most. */
const mostChoices = 8

const types: Record<NonNullable<Field['type']>, string> = {
  string: 'a text',
  text: 'a text',
  password: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  datetime: 'a date and time, such as 2024-01-02T03:04:05Z'
}

const formats: Partial<Record<string, string>> = {
  email: 'an email address',
  date: 'a date, such as 2024-01-02',
  time: 'a time, such as 03:04:05Z',
  'date-time': 'a date and time, such as 2024-01-02T03:04:05Z',
  uri: 'a URL, such as https://example.com/page',
  'uri-reference': 'a URL or a path',
  'uri-template': 'a template of a URL',
  hostname: 'the name of a host, such as example.com',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  regex: 'a regular expression',
  uuid: 'a UUID'
}

/** What the framework says about a value that is too long or too short, or too large or too small. */
const length = /must be (\d+) characters? or (more|fewer) but it was \d+ characters?\.$/
const bound = /must be (?:equal to or )?(greater|less) than (?:or equal to )?(\S+)\.$/

/**
 * What a value should be, as the end of a sentence: `"Email" must be an email address`.
 * @param message what the framework says about the value
 */
export function expectation({ field = {}, isItem }: FieldPlace, message: string): string {
  const [, characters, than] = length.exec(message) ?? []
  if (characters !== undefined) return `a text of ${characters} characters or ${than}`
  const [, direction, limit] = bound.exec(message) ?? []
  if (limit !== undefined) return `a number, ${limit} or ${direction === 'greater' ? 'more' : 'less'}`
  if (message.includes('must be one of: ') && field.choices) return oneOf(field.choices)
  if (message.includes('must be an array') && field.multiple && !isItem) return 'a list'
  if (/must be a valid .+ string/.test(message)) return formats[field.format ?? ''] ?? words(field, message)
  return words(field, message)
}

function words({ type }: Field, message: string): string {
  if (type !== undefined) return types[type]
  return /must be (.+?)(?: but it was.*)?\.$/.exec(message)?.[1] ?? 'something else'
}

function oneOf(choices: NonNullable<Field['choices']>): string {
  const values = choices.map((choice) => JSON.stringify(typeof choice === 'string' ? choice : choice.value))
  if (values.length <= mostChoices) return inWords(values, 'or')
  return `one of its ${values.length} choices, such as ${inWords(values.slice(0, 3), 'or')}`
}
