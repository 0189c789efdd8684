import { createHmac } from 'node:crypto'
import type { FuzzFacts } from '../fuzz'
import { isIdentifier, isPadded, isTime, isValue } from '../fuzz'
import type { JsonObject } from '../vendor'

/** Placeholders in all the spellings that events use. */
const placeholders = ['', '0', '00', '-', '--', '0-0', '-1', 'null', 'undefined', 'anonymous', 'true', 'false'].flatMap(
  (text) => [text, text[0]?.toUpperCase() + text.slice(1), text.toUpperCase()]
)

/** Wigzo knows users by UUIDs, so a placeholder would arrive as a hash. These are the beginnings of such UUIDs. */
const hashedPlaceholders = [...placeholders, '00000000-0000-0000-0000-000000000000'].map((id) => {
  const digest = createHmac('sha256', 'wigzo').update(id).digest('hex')
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4`
})

function isHashedPlaceholder(id: unknown): boolean {
  return typeof id === 'string' && hashedPlaceholders.some((hash) => id.startsWith(hash))
}

export const fuzz: FuzzFacts = {
  wrongRequests: [
    {
      what: 'a placeholder is the id of a person',
      isWrong: ({ userId, customer_id }) =>
        isHashedPlaceholder(userId) || (customer_id !== undefined && !isIdentifier(customer_id))
    },
    {
      what: 'an email has spaces around it',
      of: ['identifyUser'],
      isWrong: ({ email }) => isPadded(email)
    },
    {
      what: 'an email has spaces around it, or the order has no id',
      of: ['trackOrder'],
      isWrong: ({ eventval }) => isPadded((eventval as JsonObject).email) || !isValue((eventval as JsonObject).orderId)
    },
    {
      what: 'the product has no id',
      of: ['indexProduct'],
      isWrong: ({ eventval }) => !isValue((eventval as JsonObject).productId)
    },
    {
      what: 'a date is not valid',
      of: ['identify'],
      isWrong: ({ createdAt, updatedAt }) => [createdAt, updatedAt].some((date) => date !== undefined && !isTime(date))
    },
    {
      what: 'a product or a search is a boolean or missing',
      of: ['trackCommerceEvent'],
      isWrong: ({ eventName, eventval }) => eventName !== 'review' && [eventval].flat().some((value) => !isValue(value))
    }
  ],
  options: { description: ['Red Shoes'], imageUrl: ['https://shop.example/p/1'], language: ['en'] },
  objects: ['integrations.Wigzo', 'context.Wigzo'],
  credentials: [
    {
      setting: 'orgToken',
      sentBy: { action: 'trackPage', event: { type: 'page', userId: 'u1', name: 'Home' } },
      formIsTested: true
    }
  ]
}
