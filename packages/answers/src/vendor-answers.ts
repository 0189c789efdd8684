import { randomUUID } from 'node:crypto'
import type { Answer, AnswerableRequest } from '@partner-destinations/sandbox'
import { match } from 'path-to-regexp'
import type { AnswerEntry, Reply } from './answers-file'
import { fillIn } from './template'

/** Finds the answer to a request; undefined if it isn't one of its own. */
type Finder = (request: AnswerableRequest) => Answer | undefined

/** How many items a collection holds: the oldest are forgotten first. */
const MOST_ITEMS = 10_000

/** The canned answers of one vendor, with the state of its sequences and collections. */
export class VendorAnswers {
  private readonly finders: Finder[]

  /** @param entries the first whose method, host and path fit answers a request */
  constructor(entries: AnswerEntry[]) {
    this.finders = entries.map(finderOf)
  }

  /** The answer to a request; undefined if none fits. */
  find(request: AnswerableRequest): Answer | undefined {
    for (const find of this.finders) {
      const answer = find(request)
      if (answer) return answer
    }
    return undefined
  }
}

function finderOf(entry: AnswerEntry): Finder {
  const { method, host, path, sequence, collection, ...reply } = entry
  const answer = collection ? collectionFinder(path, collection) : replyFinder(path, sequence ?? [reply])
  return (request) => {
    if (method !== undefined && method !== request.method) return undefined
    if (host !== undefined && host !== request.host) return undefined
    return answer(request)
  }
}

function replyFinder(path: string, replies: Reply[]): Finder {
  const matchPath = match(path)
  let next = 0
  return (request) => {
    const matched = matchPath(request.path)
    if (!matched) return undefined
    const { status = 200, headers = {}, body = {} } = replies[Math.min(next++, replies.length - 1)]
    const values = valuesOf(request, matched.params)
    return { status, headers: lowerCase(fillIn(headers, values) as Record<string, string>), body: fillIn(body, values) }
  }
}

function collectionFinder(path: string, { id: key = 'id', list }: NonNullable<AnswerEntry['collection']>): Finder {
  const matchAll = match(path)
  const matchOne = match(`${path.replace(/\/$/, '')}/:id`)
  const items: Record<string, unknown>[] = []
  return ({ method, path: asked, body }) => {
    if (matchAll(asked)) {
      if (method === 'GET') return { status: 200, body: list === undefined ? items : { [list]: items } }
      if (method !== 'POST') return undefined
      const item = { [key]: randomUUID(), ...(isObject(body) ? body : { value: body }) }
      items.push(item)
      if (items.length > MOST_ITEMS) items.shift()
      return { status: 201, body: item }
    }
    const one = method === 'GET' && matchOne(asked)
    if (!one) return undefined
    const item = items.find((candidate) => String(candidate[key]) === one.params.id)
    return item ? { status: 200, body: item } : { status: 404, body: { error: 'Not Found' } }
  }
}

/** What the places of a template name. */
function valuesOf({ query, headers, body }: AnswerableRequest, params: object): Record<string, unknown> {
  return { params, query: Object.fromEntries(query), headers, body }
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
