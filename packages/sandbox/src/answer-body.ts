import type { Answer } from './answer-request'
import type { Fault } from './faults'
import { isObject } from './json-object'

/** Blanks after JSON are JSON too. */
const PADDING = ' '.repeat(10 * 1024 * 1024)
const GATEWAY_PAGE = '<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>'

/** The content type and the text of an answer, changed by the fault of its body if there is one. */
export function encodeBody({ headers, body }: Answer, fault?: Fault['body']): { type: string; text: string } {
  if (fault === 'not-json') {
    return { type: 'text/html', text: GATEWAY_PAGE }
  }
  const type = headers?.['content-type']
  return typeof body === 'string'
    ? { type: type ?? 'text/plain', text: plainText(body, fault) }
    : { type: type ?? 'application/json', text: jsonText(body, fault) }
}

/** Faults that are only for JSON leave a text as it is. */
function plainText(text: string, fault: Fault['body']): string {
  if (fault === 'empty') {
    return ''
  }
  return fault === 'truncated' ? text.slice(0, text.length / 2) : text
}

function jsonText(body: unknown, fault: Fault['body']): string {
  const text = JSON.stringify(body)
  switch (fault) {
    case undefined:
      return text
    case 'empty':
      return ''
    case 'truncated':
      return text.slice(0, text.length / 2)
    case 'wrong-type':
      return JSON.stringify(withWrongTypes(body))
    case 'huge':
      return isObject(body) ? JSON.stringify({ ...body, padding: PADDING }) : text + PADDING
    default:
      return JSON.stringify(fault)
  }
}

/** Replaces numbers by text, and every other value by a number. */
function withWrongTypes(body: unknown): unknown {
  if (!isObject(body)) return wrongType(body)
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, wrongType(value)]))
}

function wrongType(value: unknown): number | string {
  return typeof value === 'number' ? 'not a number' : 42
}
