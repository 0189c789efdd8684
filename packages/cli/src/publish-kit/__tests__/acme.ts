import type { CatalogFacts } from '@partner-destinations/vendors/catalog-facts'

/** A made-up vendor of whom everything is known. */
export const acme: CatalogFacts = {
  website: 'https://www.acme.example/',
  support: 'help@acme.example',
  toConfirm: ['That help@acme.example is read.'],
  categories: ['CRM', 'Email Marketing'],
  description: 'Send leads to Acme.',
  purpose: 'is a shop.',
  benefits: [{ point: 'Speed', text: 'It is fast.' }],
  gettingStarted: ['Enter the **API Key**.'],
  replay: { timestamps: 'Acme counts by time.', order: 'Order matters.', limits: 'Acme takes 5 a second.' },
  classic: { name: 'Acme', slug: 'acme' },
  differences: ['**Leads.** There are leads.'],
  migration: ['The **API Key** is the same.'],
  documentation: 'https://help.acme.example/segment',
  testAccount: 'Log in, and open Leads.',
  links: [{ title: "Acme's API", url: 'https://api.acme.example/' }]
}
