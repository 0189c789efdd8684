import { inspect } from 'node:util'
import type { VendorName } from '@partner-destinations/vendors'
import { APIError, IntegrationError, InvalidAuthenticationError, PayloadValidationError } from '@segment/actions-core'
import type { Delivery, Exchange } from './delivery'
import { requestFault } from './request-faults'
import type { Subject } from './subjects'

/**
 * What becomes of an event, when all is right: it arrives; the framework or the action refuses it; or the vendor does,
 * for a reason that only the vendor can know.
 */
export type Verdict = 'delivered' | 'refused by the framework' | 'refused by the action' | 'refused by the vendor'

/** The destination did what it must never do. */
export class Misbehaviour extends Error {
  readonly name = 'Misbehaviour'
}

/** Refusals of values, not of the form of a request: whether an email is taken, or a password strong, is for the vendor to say. */
const VALUES_REFUSED: Record<VendorName, RegExp | undefined> = {
  refersion:
    /^\{"errors":\[("(The email you have entered is taken|The password (should|can)|Value exceed the char limit)[^"]*",?)+\]\}$/,
  wishpond: /^\{"errors":\{"email":\["is (invalid|already taken)"\]\}\}$/,
  wigzo: undefined
}

/** How Refersion says that there is no such affiliate, which is no refusal. */
const NOBODY = /^\{"errors":\["(Could not find affiliates with this keyword|Affiliate not found)\."\]\}$/

/**
 * Judges a delivery to a vendor that has no troubles of its own.
 *
 * @throws Misbehaviour when a request breaks the vendor's contract or holds what the event does not say, or an error is
 * none that the framework knows, or says what is not so
 */
export function verdictOf(subject: Subject, { reached, exchanges, error }: Delivery): Verdict {
  const { vendor } = subject
  const refusals = exchanges.filter((exchange) => isRefusal(vendor, exchange))
  const broken = refusals.find(({ body }) => !VALUES_REFUSED[vendor]?.test(body))
  if (broken) throw misbehaviour(`a request broke the contract: ${broken.path} ${broken.status} ${broken.body}`, error)
  for (const exchange of exchanges) {
    const fault = requestFault(subject, exchange)
    if (fault) throw misbehaviour(`${fault}: ${exchange.path} ${JSON.stringify(exchange.sent)}`, error)
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
  throw misbehaviour('the error is to be retried, or is none of the framework', error)
}

/** Refersion answers an invalid field with 204. */
function isRefusal(vendor: VendorName, { status, body }: Exchange): boolean {
  return (status >= 400 && !NOBODY.test(body)) || (vendor === 'refersion' && status === 204)
}

function misbehaviour(what: string, error?: unknown): Misbehaviour {
  return new Misbehaviour(error === undefined ? what : `${what}: ${inspect(error)}`)
}
