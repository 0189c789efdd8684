import { inspect } from 'node:util'
import { vendors } from '@partner-destinations/vendors'
import type { FuzzFacts, WrongRequest } from '@partner-destinations/vendors/fuzz'
import { APIError, IntegrationError, InvalidAuthenticationError, PayloadValidationError } from '@segment/actions-core'
import type { Delivery, Exchange } from './delivery'
import type { Subject } from './subjects'

/**
 * How an event may end: it arrives, or the framework or the action refuses it, or the vendor does for a reason that
 * only the vendor can know.
 */
export type Verdict = 'delivered' | 'refused by the framework' | 'refused by the action' | 'refused by the vendor'

/** The destination did what it must never do. */
export class Misbehaviour extends Error {
  readonly name = 'Misbehaviour'
}

const BROKEN =
  'a request broke the contract (if only the vendor can know the reason, add the answer to refusedValues in its fuzz.ts)'

/**
 * Judges a delivery to a vendor that works without faults.
 *
 * @throws Misbehaviour if a request breaks the vendor's contract or holds what the event doesn't say, or if an error is
 * unknown to the framework or wrong
 */
export function verdictOf(subject: Subject, { reached, exchanges, error }: Delivery): Verdict {
  const facts: FuzzFacts = vendors[subject.vendor].fuzz ?? {}
  const { isRefusal = ({ status }) => status >= 400, refusedValues, wrongRequests = [] } = facts
  const refusals = exchanges.filter(isRefusal)
  const broken = refusals.find(({ body }) => !refusedValues?.test(body))
  if (broken) throw misbehaviour(`${BROKEN}: ${broken.path} ${broken.status} ${broken.body}`, error)
  for (const exchange of exchanges) {
    const wrong = wrongRequests.find((request) => isOfKind(request, subject.action, exchange))
    if (wrong) throw misbehaviour(`${wrong.what}: ${exchange.path} ${JSON.stringify(exchange.sent)}`, error)
  }

  if (error === undefined) {
    if (exchanges.length === 0) throw misbehaviour('the event was taken, and nothing was sent')
    return 'delivered'
  }
  if (!reached) {
    if (exchanges.length > 0) throw misbehaviour('a request was sent before the action was called', error)
    return 'refused by the framework'
  }
  if (error instanceof PayloadValidationError) return 'refused by the action'
  if (error instanceof APIError && refusals.length > 0) return 'refused by the vendor'
  if (error instanceof IntegrationError || error instanceof InvalidAuthenticationError) {
    throw misbehaviour('the error has no cause', error)
  }
  throw misbehaviour('the error asks for a retry, or is unknown to the framework', error)
}

/** Whether a request that an action sent is one of those that no event can mean. */
function isOfKind({ of, isWrong }: WrongRequest, action: string, { path, sent }: Exchange): boolean {
  const call = path.slice(path.lastIndexOf('/') + 1)
  return (of === undefined || of.includes(action) || of.includes(call)) && isWrong(sent)
}

function misbehaviour(what: string, error?: unknown): Misbehaviour {
  return new Misbehaviour(error === undefined ? what : `${what}: ${inspect(error)}`)
}
