import { toFillIn } from '../to-fill-in'
import type { CatalogFacts } from '../catalog-facts'

/** What both of Wishpond's destinations share. Website and categories are those of the classic destination. */
const wishpondInGeneral = {
  website: 'https://www.wishpond.com/',
  support: 'support@wishpond.com',
  toConfirm: [
    "That support@wishpond.com is the address for customers' questions. It comes from the headers of Wishpond's WordPress plugins of 2013 and 2014; Segment's page of the classic destination has none."
  ],
  documentation: toFillIn("the page about this destination on Wishpond's site"),
  testAccount: toFillIn('how to log in to a test account of Wishpond'),
  categories: ['CRM', 'Email Marketing'] as CatalogFacts['categories'],
  classic: { name: 'Wishpond', slug: 'wishpond' },
  links: [{ title: "Wishpond's developer site", url: 'http://developers.wishpond.com' }]
}

const bothKeysRequired =
  "**Both settings are required.** The classic destination doesn't ask for them, but can't deliver anything without them."

const findKeys = 'In Wishpond, click your account name in the top right corner, then **API Keys**.'

const enterKeys = 'In Segment, enter the **Merchant ID** and the **Tracking Key**.'

const seeLead = 'Send an Identify call with a user ID, a name and an email address, and look for the lead in Wishpond.'

const sameKeys = 'The **Merchant ID** and the **Tracking Key** are the same in both destinations.'

export const catalog: CatalogFacts = {
  ...wishpondInGeneral,
  description:
    'Wishpond is a lead generation platform. Send Identify calls to create and update leads with the traits of your users, computed traits and audiences of Segment Engage included, and Track calls to add events to those leads. Works with web, mobile and server sources.',
  purpose:
    'is a lead generation platform. This destination creates and updates leads from your Identify calls, and adds the events of your Track calls to them, from web, mobile and server sources.',
  benefits: [
    {
      point: 'All sources',
      text: 'The classic destination runs in the browser. This one accepts events from web, mobile and server sources.'
    },
    {
      point: 'You control the mapping',
      text: 'The attributes of a lead, the title of an event and its properties have mappings that you can see and change.'
    },
    {
      point: 'Engage included',
      text: 'Computed traits and audiences become attributes of the lead, with `false` values included.'
    },
    {
      point: 'Errors say what to do',
      text: "The Event Delivery page shows Wishpond's own message for an event that failed, and Segment retries what can succeed later."
    }
  ],
  gettingStarted: [findKeys, enterKeys, 'Enable the **Identify Lead** and **Track Event** mappings.', seeLead],
  replay: {
    timestamps: 'Each event is sent with its timestamp.',
    order: 'Order matters for Identify calls: the last one decides the attributes of a lead.',
    limits:
      'Wishpond accepts 100 requests a minute, and each event is 1 request. Segment retries the events above that limit for up to 4 hours. Events that are still waiting then are lost. Replay more slowly than that, and leave room for the events of the day.'
  },
  differences: [
    bothKeysRequired,
    "**No script on your page.** Segment sends the events from its servers. This destination doesn't include Wishpond's tracking code, or anything that the code does on a page by itself.",
    '**Before login.** Events without a user ID are sent with the anonymous ID, and nothing tells Wishpond that the later user ID is the same person. An Identify call needs a user ID.',
    "**Placeholders aren't IDs.** A user ID that a source sends for every visitor, such as `0` or `null`, isn't used: events are sent with the anonymous ID, and Identify calls are refused.",
    '**Phone.** The trait `phone` stays `phone` in Wishpond, whose own field is `phone_number`. Map it if you want it there.',
    '**Rate limit.** Wishpond accepts 100 requests a minute. Segment retries the events above that limit for up to 4 hours. Events that are still waiting then are lost.'
  ],
  migration: [
    sameKeys,
    "If you need Wishpond's tracking code on your page, use Wishpond Web (Actions) for your website, and this destination for your other sources."
  ]
}

export const webCatalog: CatalogFacts = {
  ...wishpondInGeneral,
  description:
    "Wishpond is a lead generation platform. This destination loads Wishpond's tracking code on your website. Identify calls create and update leads with the traits of your visitors, and Track calls add events to those leads.",
  purpose:
    "is a lead generation platform. This destination loads Wishpond's tracking code on your website, and passes your Identify and Track calls to it.",
  benefits: [
    {
      point: 'You control the mapping',
      text: 'The attributes of a lead, the title of an event and its properties have mappings that you can see and change.'
    },
    {
      point: 'You decide when',
      text: 'Each mapping has a trigger, so that only the events that you choose reach Wishpond.'
    },
    {
      point: 'Your own script',
      text: "If your page already loads Wishpond's tracking code, the destination uses it."
    }
  ],
  gettingStarted: [
    findKeys,
    enterKeys,
    "Turn off **Load Script** if your page loads Wishpond's tracking code by itself.",
    'Enable the **Identify Lead** and **Track Event** mappings.',
    seeLead
  ],
  differences: [
    bothKeysRequired,
    "**Identify calls need a user ID.** Calls without one, or with a placeholder such as `0` or `null`, don't reach Wishpond.",
    '**Phone.** The trait `phone` stays `phone` in Wishpond, whose own field is `phone_number`. Map it if you want it there.'
  ],
  migration: [sameKeys]
}
