import type { Exchange } from '@partner-destinations/runner/wire'

type Request = Exchange['request']

/**
 * What a request says, by path: `method`, `url` without the query, `query.page`, `headers.x-api-key`, `body.email`. All
 * entries of a list have the same path, such as `body.products[].price`, and their values follow each other. A body that
 * is neither JSON nor a form has the path `body`.
 */
export type RequestValues = Map<string, unknown[]>

/** Headers of the connection, and of the client: they say nothing of what is sent. */
const ofTheConnection = [
  'accept-encoding',
  'connection',
  'content-length',
  'date',
  'host',
  'transfer-encoding',
  'user-agent'
]

/** What keeping a long body leaves at its end. */
const cut = /… \(cut: \d+ characters\)$/

/** @returns the values of both requests; if the body of one of them was cut, both bodies are taken as text */
export function valuesOf(before: Request, after: Request): [before: RequestValues, after: RequestValues] {
  const isCut = [before, after].some(({ body }) => cut.test(body))
  return [requestValues(before, isCut), requestValues(after, isCut)]
}

function requestValues(request: Request, isCut: boolean): RequestValues {
  const [url, query = ''] = request.url.split('#', 1)[0].split(/\?(.*)/s)
  const headers = Object.entries(request.headers).filter(([name]) => !ofTheConnection.includes(name.toLowerCase()))
  const values: RequestValues = new Map()
  add(values, 'method', request.method)
  add(values, 'url', url)
  add(values, 'query', ofForm(query))
  add(values, 'headers', Object.fromEntries(headers))
  add(values, 'body', isCut ? request.body : ofBody(request))
  return values
}

/** The value of a body; undefined without one. */
function ofBody({ body, headers }: Request): unknown {
  if (body === '') return undefined
  if (/^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')) return ofForm(body)
  try {
    return JSON.parse(body) as unknown
  } catch {
    return body
  }
}

function ofForm(text: string): Record<string, string | string[]> | undefined {
  const form = new URLSearchParams(text)
  const names = [...new Set(form.keys())]
  return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, single(form.getAll(name))]))
}

function single(values: string[]): string | string[] {
  return values.length === 1 ? values[0] : values
}

function add(values: RequestValues, path: string, value: unknown): void {
  if (value === undefined) return
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : []
  if (inner.length > 0) {
    for (const [key, each] of inner) add(values, Array.isArray(value) ? `${path}[]` : `${path}.${key}`, each)
    return
  }
  const known = values.get(path)
  if (known) known.push(value)
  else values.set(path, [value])
}
