import { toFillIn } from '../../to-fill-in'
import type { VendorEntry } from '../vendor-entry'

/** Website, support address and categories are those of the classic destination in Segment's catalog. */
export const wigzo: VendorEntry = {
  website: 'https://www.wigzo.com/',
  support: 'support@wigzo.com',
  categories: ['Personalization', 'Email Marketing'],
  description:
    'Wigzo is a contextual marketing platform: marketers send email and in-app messages whose content follows what each user does. Send users with their traits and audiences, page views, products that were viewed, carts, orders, searches, reviews and any other event to Wigzo.',
  purpose:
    'is a contextual marketing platform: the content of email and in-app messages follows what each user does. This destination sends users with their traits, page views, products and events to Wigzo.',
  benefits: [
    {
      point: 'You decide what becomes what',
      text: 'Every field of a user, page, product or event has a mapping that you can see and change.'
    },
    {
      point: 'Each event arrives once',
      text: 'Each track event has exactly 1 preset: products that were viewed, each of the commerce events, and everything else.'
    },
    {
      point: 'Commerce events in the terms of Wigzo',
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
  classic: { name: 'Wigzo', slug: 'wigzo' },
  differences: [
    '**User IDs.** Wigzo knows users by a version 4 UUID. A user ID that is one is sent as it is. Any other user ID becomes a UUID that is always the same for that ID, and the ID itself is sent as the customer ID.',
    '**Known users appear again.** The classic destination sent the user ID itself, so users whom it brought to Wigzo appear as new users, unless their IDs are version 4 UUIDs.',
    '**Before login.** Events without a user ID go out under the anonymous ID, and nothing tells Wigzo that the later user ID is the same person.',
    '**Time.** Wigzo counts an event when it arrives. Late and replayed events count at that time.',
    '**Product options.** Give `imageUrl`, `description` and `language` under the key `Wigzo` or `wigzo`, or as `image_url` and `description` among the properties.'
  ],
  migration: [
    'The **Organization Token** is the same in both destinations.',
    `Ask Wigzo how to join the users that the classic destination brought with those that this one brings: ${toFillIn(
      "Wigzo's answer"
    )}.`
  ],
  links: []
}
