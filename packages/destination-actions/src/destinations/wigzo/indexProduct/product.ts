import { nonEmpty } from '../non-empty'
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

/** Takes the mapped fields to Wigzo's form of a product. What is unknown is left out. */
export function toWigzoProduct(payload: Payload): WigzoProduct {
  const { description, imageUrl, language } = payload.options ?? {}
  return {
    productId: nonEmpty(payload.product_id, 'Product ID'),
    canonicalUrl: payload.canonicalUrl,
    title: payload.title,
    description: firstText(description) ?? payload.description,
    price: toPrice(payload.price, payload.currency),
    category: payload.category,
    vendor: payload.vendor,
    image: firstText(imageUrl) ?? payload.image,
    language: firstText(language) ?? languageOf(payload.locale)
  }
}

/** @param option a value, or a list of values, of any type: what an event has as its options is checked by nobody */
function firstText(option: unknown): string | undefined {
  return [option].flat().find((value): value is string => typeof value === 'string' && value !== '')
}

/** As Wigzo's classic Segment integration sends it: the currency, in capitals, and the amount. */
function toPrice(amount: string | undefined, currency: string | undefined): string | undefined {
  return amount !== undefined && currency !== undefined ? `${currency.toUpperCase()} ${amount}` : amount
}

/** @param locale such as `en-US` or, from some mobile devices, `en_US` */
function languageOf(locale: string | undefined): string | undefined {
  return locale?.split(/[-_]/)[0]
}
