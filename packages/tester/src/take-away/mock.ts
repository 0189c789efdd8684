import type { Exchange } from '@partner-destinations/runner/wire'
import { masked } from '../settings/secrets'
import { Code, pattern, print } from './code'
import { fits } from './line-width'

/** The error that a copied test uses for every request without an answer. */
export const reset = 'The connection was reset.'

/** Only a request that is answered, and has a body, leaves one behind to compare. */
export function keepsBody({ request, response }: Exchange): boolean {
  return response !== null && request.body !== ''
}

/** The statement that makes nock answer a request as it was answered. All lines but the first are indented. */
export function mock(exchange: Exchange, indent: number): string {
  const { request, response } = exchange
  const url = new URL(request.url)
  const path = url.pathname.split(encodeURI(masked)).join(masked)
  const place = path.includes(masked) ? pattern(path) : print(path)
  const calls = [`.${request.method.toLowerCase()}(${place})`, ...query(url, indent + 2)]
  const origin = `nock(${print(url.origin)})`
  if (response === null) {
    const chain = [origin, ...calls, `.replyWithError(${print(reset)})`]
    // Prettier keeps a chain on one line if it fits and has no regular expression in it.
    const isSimple = ![path, ...url.searchParams.values()].some((text) => text.includes(masked))
    return isSimple && fits(indent, chain.join('')) ? chain.join('') : chained(chain, indent)
  }
  const { statusCode, body = '', headers } = response
  const answer = JSON.parse(JSON.stringify(body).split(masked).join('invented')) as unknown
  const type = typeof answer === 'string' && headers['content-type']
  const reply = [statusCode, answer, ...(type ? [{ 'content-type': type }] : [])]
  const margin = ' '.repeat(indent + 2)
  const lines = [
    ...(keepsBody(exchange) ? ['bodies.push(body)'] : []),
    `return ${print(reply, { indent: indent + 4, before: 'return ' })}`
  ]
  const start = keepsBody(exchange) ? '.reply((_uri, body) => {' : '.reply(() => {'
  const answered = [start, ...lines.map((line) => `${margin}  ${line}`), `${margin}})`].join('\n')
  return chained([origin, ...calls, answered], indent)
}

function chained([start, ...calls]: string[], indent: number): string {
  return [start, ...calls.map((call) => `${' '.repeat(indent + 2)}${call}`)].join('\n')
}

function query(url: URL, indent: number): string[] {
  const entries = [...url.searchParams].map(([key, value]) => [
    key,
    value.includes(masked) ? new Code(pattern(value)) : value
  ])
  if (entries.length === 0) return []
  return [`.query(${print(Object.fromEntries(entries), { indent, before: '.query(', after: ')' })})`]
}
