import { requireText, toText } from '../text'
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
 * Takes the mapped fields to Wigzo's form of an order. What is unknown is left out.
 *
 * @throws PayloadValidationError when there is no order ID, or when it was a boolean
 */
export function toWigzoOrder(payload: Payload): WigzoOrder {
  return {
    orderId: requireText(payload.orderId, fields.orderId.label, 'order_id'),
    email: toText(payload.email),
    phone: toText(payload.phone),
    fullName: toText(payload.fullName),
    totalOrderValue: payload.totalOrderValue,
    payment_method: toText(payload.payment_method)
  }
}
