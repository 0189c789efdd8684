import type { z } from 'zod'
import type { ErrorCode } from 'yaml'

const TYPES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object'
}

/** What is wrong with a value, and what would be right, in a sentence. A schema's own message comes before it. */
export function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const expected = TYPES[issue.expected] ?? issue.expected
      return issue.input === undefined ? `This is missing. It must be ${expected}.` : `This must be ${expected}.`
    }
    case 'invalid_value':
      return `This must be ${listOf(issue.values.map((value) => JSON.stringify(value)))}.`
    case 'invalid_key':
      return issue.issues[0]?.message
    case 'too_small':
      return isEmptyText(issue) ? 'This is empty.' : bound(issue, 'at least', issue.minimum)
    case 'too_big':
      return bound(issue, 'at most', issue.maximum)
    default:
      return undefined
  }
}

/** What to do about the mistakes in YAML that people make most. Nothing of the file is quoted: it may be a secret. */
const YAML_ADVICE: Partial<Record<ErrorCode, string>> = {
  BAD_DQ_ESCAPE: 'This text in double quotes has a \\ too many. Write \\\\, or use single quotes.',
  BAD_SCALAR_START: 'A text that begins with this character needs quotes.',
  DUPLICATE_KEY: 'This key is there twice. Keep one of them.',
  MULTIPLE_DOCS: "The file holds several documents. Remove the line '---' between them.",
  TAB_AS_INDENT: 'Indent with spaces, not with a tab.',
  TAG_RESOLVE_FAILED: 'A text that begins with ! needs quotes.',
  UNEXPECTED_TOKEN: 'something is left over here. Put a text with special characters, such as { } : #, in quotes.'
}

/** What is wrong with the YAML, in a sentence. */
export function yamlInWords({ code, message }: { code: ErrorCode; message: string }): string {
  const advice = YAML_ADVICE[code]
  if (advice === undefined) return `This isn't YAML: ${message}.`
  return /^[a-z]/.test(advice) ? `This isn't YAML: ${advice}` : advice
}

function isEmptyText({ origin, minimum }: { origin: string; minimum: number | bigint }): boolean {
  return origin === 'string' && minimum === 1
}

function bound({ origin }: { origin: string }, words: string, limit: number | bigint): string {
  const unit: Record<string, string> = { string: ' characters', array: ' items' }
  return `This must ${origin in unit ? 'have' : 'be'} ${words} ${limit}${unit[origin] ?? ''}.`
}

function listOf(values: string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(values)
}
