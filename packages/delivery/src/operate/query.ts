/** A parameter of a query string, or a field of a filter, is wrong. The message says which one, and what to write. */
export class BadQueryError extends Error {
  readonly name = 'BadQueryError'
}

/** How a parameter is read. */
export interface Parameter {
  /** Its value; undefined if the text is none. */
  read: (text: string) => unknown
  /** What its value is, after "must be". */
  is: string
}

/**
 * Reads the parameters of a query string.
 * @throws BadQueryError if a parameter is unknown, or its value is wrong
 */
export function readQuery<Query>(
  given: Record<string, string>,
  parameters: Record<keyof Query & string, Parameter>
): Partial<Query> {
  const read = Object.entries(given).map(([name, text]) => {
    if (!Object.hasOwn(parameters, name)) {
      const known = Object.keys(parameters).join(', ')
      throw new BadQueryError(`There is no parameter "${name}". There are: ${known}.`)
    }
    const parameter = parameters[name as keyof Query & string]
    const value = parameter.read(text)
    if (value === undefined) throw new BadQueryError(`"${name}" must be ${parameter.is}.`)
    return [name, value] as const
  })
  return Object.fromEntries(read) as Partial<Query>
}

export function anyText(text: string): string | undefined {
  return text === '' ? undefined : text
}

/** A whole number above 0; undefined if the text is none. */
export function wholeNumber(text: string, most = Number.MAX_SAFE_INTEGER): number | undefined {
  const value = Number(text)
  return /^\d+$/.test(text) && value >= 1 && value <= most ? value : undefined
}

/** The most rows in one answer, and how many it has by default. */
const mostRows = 500
const defaultRows = 100

/** The parameters of a list that comes in pages. */
export const pageParameters: Record<'limit' | 'before', Parameter> = {
  limit: { read: (text) => wholeNumber(text, mostRows), is: `a whole number from 1 to ${mostRows}` },
  before: { read: (text) => wholeNumber(text), is: 'the id of a delivery' }
}

export const firstPage = { limit: defaultRows }
