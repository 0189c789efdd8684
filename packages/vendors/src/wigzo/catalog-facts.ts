import { toFillIn } from '../to-fill-in'
import type { CatalogFacts } from '../catalog-facts'

/** Website, support address and categories are those of the classic destination in Segment's catalog. */
export const catalog: CatalogFacts = {
  website: 'https://www.wigzo.com/',
  support: 'support@wigzo.com',
  toConfirm: [
    "That support@wigzo.com is still the address for customers' questions. It is the one on Segment's page of the classic destination."
  ],
  categories: ['Personalization', 'Email Marketing'],
  description:
    'Wigzo is a contextual marketing platform: marketers send email and in-app messages whose content follows what each user does. Send users with their traits and audiences, page views, products that were viewed, carts, orders, searches, reviews and any other event to Wigzo.',
  purpose:
    'is a contextual marketing platform: the content of email and in-app messages follows what each user does. This destination sends users with their traits, page views, products and events to Wigzo.',
  benefits: [
    {
      point: 'You control the mapping',
      text: 'Every field of a user, page, product or event has a mapping that you can see and change.'
    },
    {
      point: 'Each event arrives once',
      text: 'Each track event has exactly 1 preset: products that were viewed, each of the commerce events, and everything else. The older names of the ecommerce spec, such as Completed Order, are understood too.'
    },
    {
      point: 'Commerce events with their Wigzo names',
      text: 'Carts, wishlists, searches, checkouts, orders and reviews of the ecommerce spec become the events that Wigzo knows, with product IDs in the form that Wigzo expects.'
    },
    {
      point: 'Errors say what to do',
      text: "The Event Delivery page names the property that an event lacks, or shows Wigzo's own message, and Segment retries what can succeed later."
    }
  ],
  gettingStarted: [
    'In Wigzo, go to **Settings > Integration** and copy your organization token from the generated snippet.',
    'In Segment, paste it as the **Organization Token**.',
    'Enable the mappings for the calls that you send. Leave all of the presets for track events on, so that each event has 1 of them.',
    'Send an Identify call, and look for the user in Wigzo.'
  ],
  replay: {
    timestamps:
      "Wigzo's event call accepts no timestamp. A replayed event counts when it arrives, so replay past events only if Wigzo may count them as new.",
    order: 'Order matters for Identify calls: the last one decides the traits of a user.',
    limits:
      'Wigzo publishes no rate limit. Each event is 1 request. Segment retries an event that Wigzo answers with 429.'
  },
  classic: { name: 'Wigzo', slug: 'wigzo' },
  differences: [
    '**User IDs.** Wigzo knows users by a version 4 UUID. If a user ID is such a UUID, it is sent in lower case. Any other user ID is converted to a UUID, which is always the same for the same ID. The ID itself is sent as the customer ID.',
    '**Known users appear again.** The classic destination sent the user ID itself, so users whom it brought to Wigzo appear as new users, unless their IDs are version 4 UUIDs.',
    '**Before login.** Events without a user ID are sent with the anonymous ID, and nothing tells Wigzo that the later user ID is the same person.',
    "**Placeholders aren't IDs.** A user ID that a source sends for every guest, such as `0` or `null`, isn't used. The event is sent with the anonymous ID.",
    '**Time.** Wigzo counts an event when it arrives.',
    '**Orders.** Order Completed sends the products of an order. To send its ID and value too, ask Wigzo whether it accepts the event `order` from Segment, and then add a **Track Order** mapping.',
    "**Screen calls.** They aren't sent, unless you add a mapping for them.",
    '**Product options.** Give `imageUrl`, `description` and `language` under the key `Wigzo` or `wigzo`, or as `image_url` and `description` among the properties.'
  ],
  migration: [
    'The **Organization Token** is the same in both destinations.',
    `Ask Wigzo how to merge users from the classic destination with users from this one: ${toFillIn("Wigzo's answer")}.`
  ],
  documentation: toFillIn("the page about this destination on Wigzo's site"),
  testAccount: toFillIn('how to log in to a test account of Wigzo'),
  links: []
}
