// What we send to Refersion's API, and what it answers: https://www.refersion.dev/reference

/** Fields of an affiliate that can be set when it is created, and changed later. */
export interface AffiliateProfile {
  first_name?: string
  last_name?: string
  paypal_email?: string
  company?: string
  phone?: string
  address1?: string
  address2?: string
  city?: string
  state?: string
  zip?: string
  /** A two-letter code that is on Refersion's list of countries. */
  country?: string
}

/** Body of `/affiliate/new`. */
export interface NewAffiliate extends AffiliateProfile {
  first_name: string
  last_name: string
  email: string
  /**
   * 9 to 72 characters: upper-case and lower-case letters, digits and special characters; no character more than three
   * times in a row; not the email.
   */
  password: string
  status: string
  /** Id of the offer; without it, the affiliate joins the account's default offer. */
  offer?: string
  send_welcome?: 'TRUE' | 'FALSE'
  conversion_trigger_coupon?: string
  /** Letters and digits only. */
  unique_merchant_id?: string
}

/** One affiliate in the body of `/affiliate/edit`. Missing fields stay unchanged. It accepts no other fields. */
export interface AffiliateEdit extends AffiliateProfile {
  /** The numeric id, not the code. */
  id: number
  /** One object for each custom field, with its id and its value. */
  custom_fields?: Record<string, unknown>[]
}

/** One result of `/affiliate/search`. */
export interface FoundAffiliate {
  /** The code in the affiliate's links, which Refersion calls `id` here. */
  code: string
  email: string
  status?: unknown
}

/** The body of `/affiliate/get`. */
export type AffiliateKey = { id: number } | { affiliate_code: string }

/** The answer of `/affiliate/get`. */
export interface Affiliate {
  id: number
  status?: unknown
  first_name?: unknown
  last_name?: unknown
}
