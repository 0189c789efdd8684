import type { Category } from './categories'

/**
 * What Segment and its customers want to know about a vendor, besides the definition. Texts are Markdown. `toFillIn`
 * marks what nobody knows yet, and the kit's checklist then lists it.
 */
export interface CatalogFacts {
  /** The vendor's home page, without query. */
  website: string
  /** Email address for customers' questions: on the documentation page, and for Segment's support in the catalog. */
  support: string
  /** Facts of this entry that the vendor must confirm, in whole sentences. */
  toConfirm: string[]
  /** The primary category, and optionally a second one. */
  categories: [Category] | [Category, Category]
  /** For the catalog: at most 500 characters. */
  description: string
  /** The end of a sentence that begins with the vendor's name: `is an affiliate marketing platform. …` */
  purpose: string
  /** What is better than in the classic destination: a point in a few words, and one or two sentences. */
  benefits?: Array<{ point: string; text: string }>
  /** Steps after the source is connected: where to find each setting, and how to see that it works. */
  gettingStarted: string[]
  /** Whether Segment can replay past events. In device mode it never can. */
  replay?: Replay
  /** What `onDelete` does with a deletion request that Segment forwards; for destinations that have it. */
  deletion?: string
  /** The vendor's older destination in the catalog, if it has one. Without it, there are no benefits, differences or migration. */
  classic?: { name: string; slug: string }
  /** What behaves otherwise than in the classic destination. */
  differences?: string[]
  /** Steps from the classic destination to this one. */
  migration?: string[]
  /** The page about the destination on the vendor's own site. */
  documentation: string
  /** How Segment logs in to the test account, and where it sees the data. Never the password. */
  testAccount: string
  /** Pages of the vendor that a reviewer will want to read. */
  links: Array<{ title: string; url: string }>
}

/** Segment's questions about replays, each with an answer of one or two sentences. */
export interface Replay {
  /** Whether the vendor counts an event when it happened or when it arrives. */
  timestamps: string
  /** Whether the order in which events arrive matters. */
  order: string
  /** How many requests the vendor takes, and what happens above that. */
  limits: string
}
