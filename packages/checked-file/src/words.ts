import type { z } from 'zod'

const TYPES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object'
}

/** What is wrong with a value, and what would be right, in a sentence. A schema's own message comes as it is. */
export function inWords(issue: z.core.$ZodIssue, file: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return valueAt(file, issue.path) === undefined
        ? `This is missing. It must be ${TYPES[issue.expected] ?? issue.expected}.`
        : `This must be ${TYPES[issue.expected] ?? issue.expected}.`
    case 'invalid_value':
      return `This must be ${listOf(issue.values.map((value) => JSON.stringify(value)))}.`
    case 'too_small':
      return bound(issue, 'at least', issue.minimum)
    case 'too_big':
      return bound(issue, 'at most', issue.maximum)
    default:
      return issue.message
  }
}

function bound({ origin }: { origin: string }, words: string, limit: number | bigint): string {
  const unit: Record<string, string> = { string: ' characters', array: ' items' }
  return `This must ${origin in unit ? 'have' : 'be'} ${words} ${limit}${unit[origin] ?? ''}.`
}

function listOf(values: string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(values)
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value)
}
