import { isExchange } from '@partner-destinations/runner'
import type { Exchange, Outcome } from '@partner-destinations/runner'
import type { Judged } from '../machine/judge'
import type { Kept } from './messages'

/** Exchanges that are kept of an attempt, and the characters of each body. */
const mostExchanges = 20
const longestBody = 8_000
const longestPayload = 32_000
/** The entries of a batch that keep the exchanges, which are the same for all. */
const mostEntries = 10

/**
 * What is kept of an attempt, for each of its events: of those that did not succeed, and of a sample. The runner has
 * masked secrets.
 */
export function keptOf({ steps, payload }: Outcome, judged: Judged[], isBatch: boolean): Kept[] | undefined {
  const exchanges = steps.filter(isExchange)
  if (exchanges.length === 0 && payload === undefined) return undefined
  const text = JSON.stringify(exchanges.slice(0, mostExchanges).map(bounded))
  const results = steps.flatMap((step) => ('multistatus' in step ? step.multistatus : []))
  const allDelivered = judged.every(({ verdict }) => verdict.kind === 'delivered')
  let entries = 0
  return judged.map(({ verdict }, index): Kept => {
    if (verdict.kind === 'delivered' && !allDelivered) return {}
    if (entries++ >= mostEntries) return {}
    const own = isBatch ? results[index]?.sent : payload
    return { exchanges: text, ...(own !== undefined && { payload: boundedJson(own, longestPayload) }) }
  })
}

function bounded({ request, response, ...rest }: Exchange): Exchange {
  return {
    ...rest,
    request: { ...request, body: cut(request.body, longestBody) },
    response: response && { ...response, body: boundedBody(response.body) }
  }
}

function boundedBody(body: unknown): unknown {
  if (typeof body === 'string') return cut(body, longestBody)
  const text = JSON.stringify(body) ?? ''
  return text.length > longestBody ? cut(text, longestBody) : body
}

function boundedJson(value: unknown, longest: number): string {
  const text = JSON.stringify(value)
  return text.length > longest ? JSON.stringify(cut(text, longest)) : text
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}… (cut: ${text.length} characters)` : text
}
