// What goes to the API of Refersion and comes from it: https://www.refersion.dev/reference

/** What can be said of an affiliate both when it is created and later. */
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
  /** Id of the offer; without it Refersion takes the account's default offer. */
  offer?: string
  send_welcome?: 'TRUE' | 'FALSE'
  conversion_trigger_coupon?: string
  /** Letters and digits only. */
  unique_merchant_id?: string
}

/** One affiliate in the body of `/affiliate/edit`: what is not given stays as it is. It takes no other fields. */
export interface AffiliateEdit extends AffiliateProfile {
  /** The numeric id, not the code. */
  id: number
  /** One object for each custom field: its id, and the value. */
  custom_fields?: Record<string, unknown>[]
}

/** One of the results of `/affiliate/search`. */
export interface FoundAffiliate {
  /** What Refersion calls `id` here: the code in the affiliate's links. */
  code: string
  email: string
  status?: unknown
}

/** What `/affiliate/get` takes. */
export type AffiliateKey = { id: number } | { affiliate_code: string }

/** The answer of `/affiliate/get`. */
export interface Affiliate {
  id: number
  status?: unknown
  first_name?: unknown
  last_name?: unknown
}
