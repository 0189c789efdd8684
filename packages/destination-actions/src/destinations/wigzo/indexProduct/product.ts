import { requireId, toProductId } from '../required-id'
import { toText } from '../text'
import { fields } from './fields'
import type { Payload } from './generated-types'

/** The value of Wigzo's event `product_view`. */
export interface WigzoProduct {
  productId: string
  canonicalUrl?: string
  title?: string
  description?: string
  /** Currency and amount in one text, such as `USD 18.99`. */
  price?: string
  category?: string
  vendor?: string
  image?: string
  language?: string
}

/**
 * Converts the mapped fields to Wigzo's form of a product. Unknown values are left out.
 *
 * @throws PayloadValidationError if the product ID is missing or a placeholder
 */
export function toWigzoProduct(payload: Payload): WigzoProduct {
  return {
    productId: requireId(toProductId, payload.product_id, fields.product_id.label, 'product_id'),
    canonicalUrl: toText(payload.canonicalUrl),
    title: toText(payload.title),
    description: option(payload, 'description') ?? toText(payload.description),
    price: toPrice(toText(payload.price), toText(payload.currency)),
    category: toText(payload.category),
    vendor: toText(payload.vendor),
    image: option(payload, 'imageUrl') ?? toText(payload.image),
    language: option(payload, 'language') ?? languageOf(toText(payload.locale))
  }
}

/**
 * An option that the event gives to Wigzo, from the first place where it is a text. A place can hold anything.
 * JavaScript keeps numeric keys in their order.
 */
function option({ options = {} }: Payload, name: 'description' | 'imageUrl' | 'language'): string | undefined {
  return Object.values(options)
    .map((place) => (place as Record<string, unknown> | null)?.[name])
    .map((value) => (typeof value === 'string' ? toText(value) : undefined))
    .find((value) => value !== undefined)
}

/** The currency in capitals, and the amount, in the form of Wigzo's classic Segment integration. */
function toPrice(amount: string | undefined, currency: string | undefined): string | undefined {
  return amount !== undefined && currency !== undefined ? `${currency.toUpperCase()} ${amount}` : amount
}

/** @param locale such as `en-US` or, from some mobile devices, `en_US` */
function languageOf(locale: string | undefined): string | undefined {
  return locale?.split(/[-_]/)[0]
}
