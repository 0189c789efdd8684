import { toFillIn } from '../to-fill-in'
import type { CatalogFacts } from '../catalog-facts'

/** Website, support address and categories are those of the classic destination in Segment's catalog. */
export const catalog: CatalogFacts = {
  website: 'https://www.refersion.com/',
  support: 'helpme@refersion.com',
  toConfirm: [
    "That helpme@refersion.com is still the address for customers' questions. It is the one on Segment's page of the classic destination."
  ],
  categories: ['Referrals', 'Attribution'],
  description:
    'Refersion is an affiliate and influencer marketing platform. Send Identify calls to create affiliate accounts and to keep their names, addresses and custom fields up to date, including computed traits and audiences of Segment Engage. Send delete events to disable affiliates.',
  purpose:
    'is an affiliate and influencer marketing platform. This destination creates an affiliate account for each person in your Identify calls, keeps the account up to date, and disables it when a delete event arrives.',
  benefits: [
    {
      point: 'Affiliates stay up to date',
      text: 'An Identify call for someone who already is an affiliate updates the name, address, phone, company and custom fields of that affiliate. You can also set the mapping to leave existing affiliates unchanged.'
    },
    {
      point: 'You control the mapping',
      text: 'Every field of an affiliate has a mapping that you can see and change, and new affiliates can start as pending or active, with an offer, a coupon code or a welcome email.'
    },
    {
      point: 'Engage reaches custom fields',
      text: 'Computed traits and audiences of Engage can be mapped to the custom fields of an affiliate, with `false` values included.'
    },
    {
      point: 'Errors say what to do',
      text: "The Event Delivery page shows Refersion's own message for an event that failed, and Segment retries what can succeed later."
    }
  ],
  gettingStarted: [
    'In Refersion, open your [account settings](https://www.refersion.com/base/settings/integrations/api){:target="_blank"} and find the Refersion API section. Click **Show** to see the secret key.',
    'In Segment, enter both keys as the **API Key**, joined by a dot: `publickey.secretkey`.',
    'Enable the **Create Affiliate** mapping, and the **Delete Affiliate** mapping if you send delete events.',
    'Send an Identify call with a name and an email address, and look for the new affiliate in Refersion.'
  ],
  replay: {
    timestamps: "Refersion's API accepts no timestamp. A replayed event counts when it arrives.",
    order:
      'Order matters: the last Identify call decides the name, the address and the custom fields of an affiliate. A replayed Identify call also creates an affiliate for a person who has none, and a replayed delete event disables the affiliates with its email address.',
    limits:
      'Refersion publishes no rate limit for this version of its API. An Identify call takes 1 request for a new affiliate, and 3 or more for an existing one. Segment retries an event that Refersion answers with 429.'
  },
  deletion:
    "Deletion requests carry a user ID and no email address. If the user ID is an email address, the destination disables all affiliates with that address. Otherwise it sends nothing and says why. Disabling isn't erasure: Refersion's API can't erase an affiliate.",
  classic: { name: 'Refersion', slug: 'refersion' },
  differences: [
    '**Repeated Identify calls update.** The first call of a person creates the affiliate. Later calls update it, except for the email address, the status, the offer and the password.',
    '**A changed email address makes a second affiliate.** Refersion finds affiliates by email address. The old affiliate stays unchanged.',
    '**Status.** New affiliates are pending. Choose `ACTIVE` in the mapping to approve them at once.',
    '**Country.** A country can be an English name or an ISO 3166-1 code of 2 or 3 letters. Refersion supports 90 countries. The destination leaves out any other country, and the affiliate still arrives.',
    "**Delete disables.** A delete event disables all affiliates with that email address. Refersion's API can't erase an affiliate: ask Refersion for that.",
    "**Requests for user deletion.** Segment's deletion requests carry a user ID and no email address. They disable an affiliate only if the user ID is an email address."
  ],
  migration: [
    'The **API Key** has the same form in both destinations.',
    'If you connected Refersion from its own settings page with **Enable with Segment Integration**, that connection belongs to the classic destination. Add Refersion (Actions) from the Segment app.',
    "If you use Engage, map the ID of each custom field in Refersion to its trait. Without that mapping, computed traits and audiences don't reach the affiliate."
  ],
  documentation: toFillIn("the page about this destination on Refersion's site"),
  testAccount: toFillIn('how to log in to a test account of Refersion'),
  links: [{ title: "Refersion's REST API reference", url: 'https://www.refersion.dev/reference' }]
}
