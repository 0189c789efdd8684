import type { JSONObject } from '@segment/actions-core'
import { generateFql, parseFql, validate } from '@segment/destination-subscriptions'
import type { Condition, GroupCondition } from '@segment/destination-subscriptions'
import { didYouMean } from './did-you-mean'

/** What a condition can be about. */
const fields = ['type', 'event', 'name', 'userId', 'properties', 'traits', 'context']

/** The types of the events that Segment sends to destinations. */
const types = ['identify', 'track', 'page', 'screen', 'group', 'alias', 'delete']

/**
 * Whether events meet a condition in FQL, which is parsed once.
 * @throws Error if `problemWithFql` finds a problem in it, which is its message
 */
export function meetsFql(fql: string): (event: JSONObject) => boolean {
  const problem = problemWithFql(fql)
  if (problem !== undefined) throw new Error(problem)
  const condition = parseFql(fql)
  return (event) => validate(condition, event)
}

/** What is wrong with a subscription, and what to do; undefined if it is fine. */
export function problemWithFql(fql: string): string | undefined {
  const parsed = parseFql(fql)
  if ('error' in parsed) return sentences('Segment cannot read it.', unknownField(fql) ?? whyUnreadable(parsed.error))
  const understood = written(parsed)
  if (understood === undefined) return sentences('Segment finds no condition in it.', unknownField(fql))
  // The parser is lax: it turns a mixture of "and" and "or" into "or", and ignores names that it doesn't know.
  if (bare(understood) !== bare(fql)) {
    return sentences(
      `Segment reads it as ${understood}.`,
      pitfall(fql) ??
        sentences(
          unknownField(fql),
          `Write that, or write what you mean: put each group in parentheses, and use only ${listed(fields)}.`
        )
    )
  }
  return unknownType(parsed)
}

/** What people write who know other languages, and what to write in its place. */
const pitfalls: [RegExp, string][] = [
  [/'/, 'Put texts in double quotes.'],
  [/!\s*\(/, 'Negate each condition by itself: "!" works only before contains() and match().'],
  [/\b(AND|OR)\b/, 'Write "and" and "or" in small letters.'],
  [/\bin\b/, 'Write a condition for each value, with "or" between them.']
]

function pitfall(fql: string): string | undefined {
  return pitfalls.find(([pattern]) => pattern.test(withoutTexts(fql)))?.[1]
}

function withoutTexts(fql: string): string {
  return fql.replace(/"[^"]*"/g, '""')
}

/** What looks like a field of the event, and is none: the parser ignores it. */
function unknownField(fql: string): string | undefined {
  const text = withoutTexts(fql)
  const compared = [...text.matchAll(/([A-Za-z_][\w.]*)\s*(?:!=|[=<>])/g)]
  const inFunctions = [...text.matchAll(/\b(?:contains|match)\s*\(\s*([\w.]+)/g)]
  const roots = [...compared, ...inFunctions].map(([, path]) => path.split('.')[0])
  const unknown = roots.find((root) => !fields.includes(root))
  return unknown === undefined
    ? undefined
    : `No condition can be about ${JSON.stringify(unknown)}.${didYouMean(unknown, fields)}`
}

/** The parser stumbles over its own code, with a message that helps nobody, when a condition or a parenthesis is missing. */
function whyUnreadable({ name, message }: Error): string {
  return name === 'TypeError'
    ? 'Write a condition, such as type = "track", and close each parenthesis.'
    : `The reason is: ${message}.`
}

function unknownType(condition: Condition): string | undefined {
  if (condition.type === 'group') {
    return condition.children.map(unknownType).find((problem) => problem !== undefined)
  }
  const { type, value } = condition
  if (type !== 'event-type' || value === undefined || types.includes(value)) return undefined
  return `No event has the type ${JSON.stringify(value)}; the types are ${listed(types)}.${didYouMean(value, types)}`
}

function written(parsed: GroupCondition): string | undefined {
  try {
    return generateFql(parsed)
  } catch {
    return undefined
  }
}

/** FQL without the parts that you can write in several ways: white space and parentheses, outside of texts. */
function bare(fql: string): string {
  return fql.replace(/("[^"]*")|[()\s]+/g, (_match, text?: string) => text ?? '')
}

function sentences(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' ')
}

function listed(words: string[]): string {
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
}
