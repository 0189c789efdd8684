import type { VendorEntry } from '../vendor-entry'

/** A made-up vendor of whom everything is known. */
export const acme: VendorEntry = {
  website: 'https://www.acme.example/',
  support: 'help@acme.example',
  categories: ['CRM', 'Email Marketing'],
  description: 'Send leads to Acme.',
  purpose: 'is a shop.',
  benefits: [{ point: 'Speed', text: 'It is fast.' }],
  gettingStarted: ['Enter the **API Key**.'],
  classic: { name: 'Acme', slug: 'acme' },
  differences: ['**Leads.** There are leads.'],
  migration: ['The **API Key** is the same.'],
  links: [{ title: "Acme's API", url: 'https://api.acme.example/' }]
}
