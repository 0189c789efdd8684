import { toIdentifier } from '../identifier'
import { requireId } from '../required-id'
import { toText } from '../text'
import { fields } from './fields'
import type { Payload } from './generated-types'

/** The value of Wigzo's event `order`, as its WordPress plugin sends it. */
export interface WigzoOrder {
  orderId: string
  email?: string
  phone?: string
  fullName?: string
  totalOrderValue?: number
  payment_method?: string
}

/**
 * Converts the mapped fields to Wigzo's form of an order. Unknown values are left out.
 *
 * @throws PayloadValidationError if the order ID is missing or a placeholder
 */
export function toWigzoOrder(payload: Payload): WigzoOrder {
  return {
    orderId: requireId(toIdentifier, payload.orderId, fields.orderId.label, 'order_id'),
    email: toText(payload.email),
    phone: toText(payload.phone),
    fullName: toText(payload.fullName) ?? joinNames(toText(payload.firstName), toText(payload.lastName)),
    totalOrderValue: toAmount(payload.totalOrderValue) ?? toAmount(payload.revenue),
    payment_method: toText(payload.payment_method)
  }
}

function joinNames(...names: Array<string | undefined>): string | undefined {
  return toText(names.filter((name) => name !== undefined).join(' '))
}

/**
 * Never guesses an amount: not from a text with a currency or a thousands separator, not from a hexadecimal number, and
 * not from more digits than a number can hold.
 */
function toAmount(text: string | undefined): number | undefined {
  const decimal = text?.trim().match(/^-?\d+(\.\d+)?$/)
  if (!decimal) return undefined
  const amount = Number(decimal[0])
  return Math.abs(amount) <= Number.MAX_SAFE_INTEGER ? amount : undefined
}
