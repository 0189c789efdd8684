import { stringify } from 'path-to-regexp'
import { stringify as stringifyYaml } from 'yaml'
import type { AnswerEntry, Reply } from '../answers-file'
import { literal } from '../template'

/** An answer that a test's vendor gave. */
export interface RecordedAnswer {
  method: string
  host: string
  /** With the query. */
  path: string
  status: number
  /** The content type. */
  type?: string
  text: string
}

/**
 * The answers file of what was recorded. Answers of one method, host and path are one entry: those that differ are a
 * sequence, in the order in which they were given.
 */
export function answersFileOf(recorded: RecordedAnswer[]): string {
  const byRequest = new Map<string, { request: Pick<AnswerEntry, 'method' | 'host' | 'path'>; replies: Reply[] }>()
  for (const { method, host, path, ...answer } of recorded) {
    const request = {
      method: method as AnswerEntry['method'],
      host: host.replace(/:\d+$/, ''),
      path: patternOf(path.split('?', 1)[0])
    }
    const key = JSON.stringify(request)
    const entry = byRequest.get(key) ?? { request, replies: [] }
    byRequest.set(key, entry)
    const reply = replyOf(answer)
    const isKnown = entry.replies.some((other) => JSON.stringify(other) === JSON.stringify(reply))
    if (!isKnown) entry.replies.push(reply)
  }
  const answers = [...byRequest.values()].map(({ request, replies }) => ({
    ...request,
    ...(replies.length === 1 ? replies[0] : { sequence: replies })
  }))
  return stringifyYaml({ answers })
}

/** A path as the pattern that matches it alone. */
function patternOf(path: string): string {
  return stringify({ tokens: [{ type: 'text', value: path }] })
}

function replyOf({ status, type, text }: Pick<RecordedAnswer, 'status' | 'type' | 'text'>): Reply {
  const body = parsed(text)
  const isUsual = type === undefined || type.startsWith(typeof body === 'string' ? 'text/plain' : 'application/json')
  return {
    ...(status !== 200 && { status }),
    ...(!isUsual && { headers: { 'content-type': type } }),
    body: literal(body)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
