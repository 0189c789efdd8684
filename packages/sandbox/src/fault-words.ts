import type { BodyFault, Fault } from './faults'

const BODIES: Record<BodyFault, string> = {
  empty: 'sent an empty body',
  truncated: "cut the answer's body short",
  'not-json': 'sent an HTML page instead of JSON',
  'wrong-type': "changed the types of the values in the answer's body",
  huge: "added 10 MB to the answer's body"
}

/** What a fault does to a call, in a sentence: "The sandbox cut the answer's body short." */
export function describeFault({ status, location, delay, stall, reset, body }: Fault): string {
  const deeds: string[] = []
  if (delay !== undefined) deeds.push(`waited ${delay} ms`)
  if (status !== undefined) {
    deeds.push(`${location === undefined ? 'answered' : 'redirected'} with status ${status} instead of doing the call`)
  }
  if (body !== undefined) deeds.push(isBodyFault(body) ? BODIES[body] : "replaced the answer's body")
  if (stall !== undefined) deeds.push(`stopped for ${stall} ms in the middle of the answer's body`)
  if (reset === 'before') deeds.push('closed the connection without an answer')
  if (reset === 'during') deeds.push('closed the connection in the middle of the answer')
  return `The sandbox ${inWords(deeds)}.`
}

function isBodyFault(body: Fault['body']): body is BodyFault {
  return typeof body === 'string'
}

function inWords(deeds: string[]): string {
  const last = deeds[deeds.length - 1]
  return deeds.length === 1 ? last : `${deeds.slice(0, -1).join(', ')} and ${last}`
}
