// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * Email address of the affiliate, which every event needs. An affiliate that already has the address is updated.
   */
  email?: string
  /**
   * First name of the affiliate. If it is empty, the first word of Name is used.
   */
  first_name?: string
  /**
   * Last name of the affiliate. If it is empty, everything after the first word of Name is used.
   */
  last_name?: string
  /**
   * Full name of the affiliate. It is used if First Name or Last Name is missing.
   */
  name?: string
  /**
   * Status of a new affiliate. The status of an affiliate that exists does not change.
   */
  status?: string
  /**
   * What to do when there already is an affiliate with this email.
   */
  existing_affiliate?: string
  /**
   * Name of the company of the affiliate.
   */
  company?: string
  /**
   * Phone number of the affiliate.
   */
  phone?: string
  /**
   * Street and number of the address.
   */
  address1?: string
  /**
   * Second line of the address, such as the number of an apartment.
   */
  address2?: string
  /**
   * City of the address.
   */
  city?: string
  /**
   * State or province of the address: its name or its code, or both. States of the USA and provinces of Canada are sent as their codes, and anything else is sent unchanged.
   */
  state?: string
  /**
   * ZIP or postal code of the address.
   */
  zip?: string
  /**
   * Country of the address: its English name, or its two-letter or three-letter ISO code. The two-letter code is sent. A country that is not recognized, or that Refersion does not support, is left out.
   */
  country?: string
  /**
   * Email address of the PayPal account that commissions are paid to. A value that is not an email address is left out.
   */
  paypal_email?: string
  /**
   * ID of the offer that a new affiliate joins. Without it, Refersion uses your default offer. Placeholders such as 0 and null are left out.
   */
  offer?: string
  /**
   * Unique coupon code of a new affiliate: orders with it are credited to the affiliate. Placeholders such as 0 and null are left out.
   */
  conversion_trigger_coupon?: string
  /**
   * Your own identifier of a new affiliate. It is sent only if it consists of letters and digits, because Refersion accepts no other characters. Placeholders such as 0, null and anonymous are not sent.
   */
  unique_merchant_id?: string
  /**
   * Whether Refersion sends a new affiliate its welcome email.
   */
  send_welcome?: boolean
  /**
   * Password of a new affiliate: 9 to 72 characters with at least one upper-case letter, one lower-case letter, one digit and one special character. No character may occur more than three times in a row, and the password may not be the email address. Leave it empty to give each new affiliate a strong random password.
   */
  password?: string
  /**
   * Custom fields of the affiliate: the ID of each in Refersion, and its value. Computed traits and audiences of Engage can go here. On a new affiliate, setting them takes two more requests.
   */
  custom_fields?: {
    [k: string]: unknown
  }
}
