import type { Fault } from './faults'

const PADDING = 10 * 1024 * 1024
const GATEWAY_PAGE = '<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>'

/** The content type and the text of an answer. A fault of the body changes them. */
export function encodeBody(body: object | string, fault?: Fault['body']): { type: string; text: string } {
  if (fault === 'not-json') {
    return { type: 'text/html', text: GATEWAY_PAGE }
  }
  if (typeof body === 'string') {
    return { type: 'text/javascript', text: scriptText(body, fault) }
  }
  return { type: 'application/json', text: jsonText(body, fault) }
}

/** Faults that are only for JSON don't change a script. */
function scriptText(script: string, fault: Fault['body']): string {
  if (fault === 'empty') {
    return ''
  }
  return fault === 'truncated' ? script.slice(0, script.length / 2) : script
}

function jsonText(body: object, fault: Fault['body']): string {
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
      return JSON.stringify({ ...body, padding: 'x'.repeat(PADDING) })
    default:
      return JSON.stringify(fault)
  }
}

/** Replaces numbers with a text, and every other value with a number. */
function withWrongTypes(body: object): object {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, typeof value === 'number' ? 'not a number' : 42])
  )
}
