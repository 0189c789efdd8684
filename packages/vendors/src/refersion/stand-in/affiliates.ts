import type { JsonObject } from '@partner-destinations/sandbox/stand-in'
import { CAPACITY, isMissing } from '@partner-destinations/sandbox/stand-in'

export type AffiliateStatus = 'ACTIVE' | 'PENDING' | 'DENIED' | 'DISABLED'

/** An affiliate in the stand-in. There is no password: the stand-in checks it and forgets it. */
export interface Affiliate {
  /** The numeric id, for `get`, `edit` and `status_change`. */
  id: number
  /** The affiliate code, which `new` and `search` call `id`. */
  code: string
  link: string
  offer_id: string
  status: AffiliateStatus
  first_name: string
  last_name: string
  email: string
  company?: string
  paypal_email?: string
  address1?: string
  address2?: string
  city?: string
  zip?: string
  state?: string
  country?: string
  phone?: string
  conversion_trigger_coupon?: string
  unique_merchant_id?: string
  /** By the id of the custom field. */
  custom_fields: JsonObject
}

export type NewAffiliate = Pick<Affiliate, 'first_name' | 'last_name' | 'email' | 'status'> & Partial<Affiliate>

const FIRST_ID = 37569297

/** The fields of a stored affiliate that a call can set. */
const DETAILS = [
  'status',
  'first_name',
  'last_name',
  'email',
  'company',
  'paypal_email',
  'address1',
  'address2',
  'city',
  'zip',
  'state',
  'country',
  'phone',
  'conversion_trigger_coupon',
  'unique_merchant_id'
] as const

/** The details of an affiliate in a valid body of `new` or `edit`. Empty fields are left out. */
export function detailsIn(body: JsonObject): Partial<Affiliate> {
  const given = Object.fromEntries(
    DETAILS.filter((field) => !isMissing(body[field])).map((field) => [field, body[field] as string])
  )
  return isMissing(body.offer) ? given : { ...given, offer_id: String(body.offer) }
}

/**
 * The affiliates, in the order of their creation. Ids and codes count up, so they are the same in every new sandbox.
 * An email address belongs to one affiliate, compared without case.
 */
export class Affiliates {
  private created = 0
  private readonly byId = new Map<number, Affiliate>()
  private readonly byCode = new Map<string, Affiliate>()
  private readonly byEmail = new Map<string, Affiliate>()

  create(details: NewAffiliate): Affiliate {
    if (this.byId.size >= CAPACITY) {
      const [oldest] = this.byId.values()
      this.forget(oldest)
    }
    // Codes begin with a letter, so that nothing mistakes a code for a numeric id.
    const code = 'a' + this.created.toString(36).padStart(3, '0')
    const affiliate: Affiliate = {
      id: FIRST_ID + this.created,
      code,
      link: `https://shop.example/c/${code}`,
      offer_id: '1',
      custom_fields: {},
      ...details
    }
    this.created += 1
    this.byId.set(affiliate.id, affiliate)
    this.byCode.set(code, affiliate)
    this.byEmail.set(affiliate.email.toLowerCase(), affiliate)
    return affiliate
  }

  withId(id: number): Affiliate | undefined {
    return this.byId.get(id)
  }

  withCode(code: string): Affiliate | undefined {
    return this.byCode.get(code)
  }

  withEmail(email: string): Affiliate | undefined {
    return this.byEmail.get(email.toLowerCase())
  }

  all(): Affiliate[] {
    return [...this.byId.values()]
  }

  /** Sets the given fields, and says whether anything has changed. Other custom fields stay as they are. */
  change(affiliate: Affiliate, { custom_fields, ...details }: Partial<Affiliate>): boolean {
    const before = JSON.stringify(affiliate)
    this.byEmail.delete(affiliate.email.toLowerCase())
    Object.assign(affiliate, details)
    affiliate.custom_fields = { ...affiliate.custom_fields, ...custom_fields }
    this.byEmail.set(affiliate.email.toLowerCase(), affiliate)
    return JSON.stringify(affiliate) !== before
  }

  clear(): void {
    this.created = 0
    this.byId.clear()
    this.byCode.clear()
    this.byEmail.clear()
  }

  private forget(affiliate: Affiliate): void {
    this.byId.delete(affiliate.id)
    this.byCode.delete(affiliate.code)
    this.byEmail.delete(affiliate.email.toLowerCase())
  }
}
