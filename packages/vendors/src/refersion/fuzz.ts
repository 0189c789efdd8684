import type { FuzzFacts } from '../fuzz'
import { isIdentifier, isPadded } from '../fuzz'
import type { JsonObject } from '../vendor'

/** Refersion's words for "there is no such affiliate". This is not a refusal. */
const NOBODY = /^\{"errors":\["(Could not find affiliates with this keyword|Affiliate not found)\."\]\}$/

/** What an edit must not contain: no event means to change these, and some could move an affiliate. */
const NEVER_EDITED = ['email', 'password', 'status', 'offer', 'unique_merchant_id', 'send_welcome']

export const fuzz: FuzzFacts = {
  // Refersion answers an invalid field with 204.
  isRefusal: ({ status, body }) => status === 204 || (status >= 400 && !NOBODY.test(body)),
  refusedValues:
    /^\{"errors":\[("(The email you have entered is taken|The password (should|can)|Value exceed the char limit)[^"]*",?)+\]\}$/,
  wrongRequests: [
    {
      what: 'a placeholder is the id of a person',
      isWrong: ({ unique_merchant_id: id }) => id !== undefined && !isIdentifier(id)
    },
    {
      what: 'an email has spaces around it',
      isWrong: ({ email, paypal_email, keyword }) => [email, paypal_email, keyword].some(isPadded)
    },
    {
      what: 'an edit changes a field that it must not change',
      of: ['edit'],
      isWrong: ({ affiliates }) =>
        (affiliates as JsonObject[]).some((affiliate) => NEVER_EDITED.some((key) => key in affiliate))
    }
  ],
  objects: ['traits.address', 'traits.company'],
  credentials: [
    {
      setting: 'apiKey',
      sentBy: { action: 'deleteAffiliate', event: { type: 'delete', email: 'peter@example.com' } }
    }
  ]
}
