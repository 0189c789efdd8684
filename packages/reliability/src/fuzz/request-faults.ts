import { toWigzoUserId } from '@partner-destinations/destination-actions/src/destinations/wigzo/user-id'
import type { VendorName } from '@partner-destinations/vendors'
import type { JSONObject } from '@segment/actions-core'
import type { Exchange } from './delivery'
import type { Subject } from './subjects'

/**
 * What is wrong with a request that keeps the vendor's contract: a value that the event does not mean. The stand-ins
 * refuse the rest, such as a country that is not on Refersion's list.
 *
 * @returns what is wrong, or undefined
 */
export function requestFault({ vendor, action }: Subject, { path, sent }: Exchange): string | undefined {
  const call = path.slice(path.lastIndexOf('/') + 1)
  const about = [action, call]
  return CHECKS[vendor].find(({ of, isBroken }) => (of ?? about).some((what) => about.includes(what)) && isBroken(sent))
    ?.fault
}

interface Check {
  fault: string
  /** The actions or the calls that it is about; without it, all of the vendor's. */
  of?: string[]
  isBroken: (sent: JSONObject) => boolean
}

const PLACEHOLDER = /^([0-]*|-1|null|undefined|anonymous|true|false)$/i
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** Placeholders in all the spellings that the events have. */
const placeholders = ['', '0', '00', '-', '--', '0-0', '-1', 'null', 'undefined', 'anonymous', 'true', 'false'].flatMap(
  (text) => [text, text[0]?.toUpperCase() + text.slice(1), text.toUpperCase()]
)
const WIGZO_IDS_OF_PLACEHOLDERS = [...placeholders, '00000000-0000-0000-0000-000000000000'].map(toWigzoUserId)

/** What an edit must not hold: a change of these is never meant, or could move an affiliate. */
const NEVER_EDITED = ['email', 'password', 'status', 'offer', 'unique_merchant_id', 'send_welcome']

const CHECKS: Record<VendorName, Check[]> = {
  refersion: [
    {
      fault: 'a placeholder is the id of a person',
      isBroken: ({ unique_merchant_id: id }) => id !== undefined && !isIdentifier(id)
    },
    {
      fault: 'blanks stand around an email',
      isBroken: ({ email, paypal_email, keyword }) => [email, paypal_email, keyword].some(isPadded)
    },
    {
      fault: 'an edit changes what it must not',
      of: ['edit'],
      isBroken: ({ affiliates }) =>
        (affiliates as JSONObject[]).some((affiliate) => NEVER_EDITED.some((key) => key in affiliate))
    }
  ],
  wigzo: [
    {
      fault: 'a placeholder is the id of a person',
      isBroken: ({ userId, customer_id }) =>
        WIGZO_IDS_OF_PLACEHOLDERS.includes(userId as string) ||
        (customer_id !== undefined && !isIdentifier(customer_id))
    },
    {
      fault: 'blanks stand around an email',
      of: ['identifyUser'],
      isBroken: ({ email }) => isPadded(email)
    },
    {
      fault: 'blanks stand around an email, or the order has no id',
      of: ['trackOrder'],
      isBroken: ({ eventval }) => isPadded((eventval as JSONObject).email) || !isValue((eventval as JSONObject).orderId)
    },
    {
      fault: 'the product has no id',
      of: ['indexProduct'],
      isBroken: ({ eventval }) => !isValue((eventval as JSONObject).productId)
    },
    {
      fault: 'a date is not one',
      of: ['identify'],
      isBroken: ({ createdAt, updatedAt }) => [createdAt, updatedAt].some((date) => date !== undefined && !isTime(date))
    },
    {
      fault: 'a product or a search is a boolean, or nothing',
      of: ['trackCommerceEvent'],
      isBroken: ({ eventName, eventval }) =>
        eventName !== 'review' && [eventval].flat().some((value) => !isValue(value))
    }
  ],
  wishpond: [
    { fault: 'a placeholder is the id of a person', isBroken: ({ cid }) => !isIdentifier(cid) },
    {
      fault: 'the title of an event is a boolean, or nothing',
      of: ['trackEvent'],
      isBroken: ({ event }) => !isValue(event)
    },
    {
      fault: 'a time is not one',
      isBroken: ({ timestamp }) => timestamp !== undefined && !isTime(timestamp)
    },
    {
      fault: 'attributes or properties are no object',
      isBroken: ({ attributes = {}, properties = {} }) => [attributes, properties].some((value) => !isObject(value))
    }
  ]
}

/** Whether a text is the id of somebody, without blanks around it. */
export function isIdentifier(value: unknown): boolean {
  return typeof value === 'string' && !isPadded(value) && !PLACEHOLDER.test(value)
}

function isPadded(value: unknown): boolean {
  return typeof value === 'string' && (value !== value.trim() || value === '')
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && ISO_TIME.test(value)
}

/** Whether a value is a text that says something: not blank, and not what the framework makes of a boolean. */
export function isValue(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && !/^\s*(true|false)\s*$/.test(value)
}

/** Whether a value is an object, and no list. */
export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
