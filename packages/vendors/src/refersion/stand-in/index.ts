import type { JsonObject, StandIn, VendorRequest } from '@partner-destinations/sandbox/stand-in'
import { Refusal, isMissing, parseObject } from '@partner-destinations/sandbox/stand-in'
import { demoKeys } from '../demo-keys'
import type { Affiliate, AffiliateStatus, NewAffiliate } from './affiliates'
import { Affiliates, detailsIn } from './affiliates'
import { EDIT_FIELDS, FIELDS } from './fields'
import type { CallName } from './fields'
import {
  EMAIL_TAKEN,
  INVALID_CREDENTIALS,
  NOBODY_FOUND,
  NO_BODY,
  NO_FILTER,
  NOT_FOUND,
  TOO_LONG,
  TOO_LONG_IN_NEW_AND_EDIT,
  TOO_MANY
} from './messages'
import { passwordErrors, refuseIf, refuseInvalidFields, requireFields, valueErrors } from './validation'

export interface RefersionState {
  affiliates: Affiliate[]
}

/** Refersion doesn't publish a page size. With a small one, a few affiliates are enough for several pages. */
const SEARCH_PAGE_SIZE = 10
const DEFAULT_LIST_LIMIT = '3'
const IDS_A_STATUS_CHANGE = 50

/** The affiliate calls of Refersion's REST API v2, according to its reference: https://www.refersion.dev/reference */
export class Refersion implements StandIn<RefersionState> {
  private readonly affiliates = new Affiliates()

  readonly routes = {
    '/v2/affiliate/new': (request: VendorRequest) => this.create(accept(request, 'new')),
    '/v2/affiliate/search': (request: VendorRequest) => this.search(accept(request, 'search')),
    '/v2/affiliate/get': (request: VendorRequest) => this.get(accept(request, 'get')),
    '/v2/affiliate/edit': (request: VendorRequest) => this.edit(accept(request, 'edit')),
    '/v2/affiliate/status_change': (request: VendorRequest) => this.changeStatus(accept(request, 'status_change')),
    '/v2/affiliate/list': (request: VendorRequest) => this.list(accept(request, 'list'))
  }

  errorBody(status: number, message: string): object {
    if (status === 422) {
      return { errors: [message] }
    }
    return { error: status === 401 ? INVALID_CREDENTIALS : message }
  }

  read(): RefersionState {
    return structuredClone({ affiliates: this.affiliates.all() })
  }

  reset(): void {
    this.affiliates.clear()
  }

  private create(body: JsonObject): object {
    requireFields(body, ['first_name', 'last_name', 'email', 'password', 'status'])
    refuseInvalidFields(body, FIELDS.new)
    refuseIf([
      ...this.takenEmail(body.email),
      ...passwordErrors(body),
      ...valueErrors(body, FIELDS.new, TOO_LONG_IN_NEW_AND_EDIT)
    ])
    const { id, code, link, status } = this.affiliates.create(detailsIn(body) as NewAffiliate)
    return { id: code, link, message: `The affiliate ${id} has been created with the status of ${status}.` }
  }

  /** An id or a code must match as a whole. An email address or a name can match in part; a name narrows the search. */
  private search(body: JsonObject): object {
    requireFields(body, ['keyword'])
    refuseInvalidFields(body, FIELDS.search)
    refuseIf(valueErrors(body, FIELDS.search, TOO_LONG))
    const { keyword, first_name, last_name } = body
    const found = this.affiliates
      .all()
      .filter(
        (affiliate) =>
          (String(affiliate.id) === keyword || affiliate.code === keyword || contains(affiliate.email, keyword)) &&
          (isMissing(first_name) || contains(affiliate.first_name, first_name)) &&
          (isMissing(last_name) || contains(affiliate.last_name, last_name))
      )
    refuseIf(found.length === 0 ? [NOBODY_FOUND] : [])
    return pageOf(found, body.page, SEARCH_PAGE_SIZE)
  }

  private get(body: JsonObject): object {
    refuseInvalidFields(body, FIELDS.get)
    refuseIf(valueErrors(body, FIELDS.get, TOO_LONG))
    const { id, affiliate_code } = body
    refuseIf(isMissing(id) && isMissing(affiliate_code) ? [NO_FILTER] : [])
    const affiliate = isMissing(id)
      ? this.affiliates.withCode(affiliate_code as string)
      : this.affiliates.withId(id as number)
    if (!affiliate) {
      throw new Refusal(422, { errors: [NOT_FOUND] })
    }
    const { first_name, last_name, company = '', email, link } = affiliate
    const { offer_id, status, custom_fields } = summaryOf(affiliate)
    // The reference declares `id` as a string, but its example shows a number.
    return {
      id: affiliate.id,
      offer_id,
      status,
      first_name,
      last_name,
      company_name: company,
      email,
      link,
      custom_fields
    }
  }

  private edit(body: JsonObject): object {
    requireFields(body, ['affiliates'])
    refuseInvalidFields(body, FIELDS.edit)
    const edits = body.affiliates as JsonObject[]
    for (const edit of edits) {
      requireFields(edit, ['id'])
      refuseInvalidFields(edit, EDIT_FIELDS)
      requireAnythingBesidesId(edit)
    }
    refuseIf(
      edits.flatMap((edit) => [
        ...this.takenEmail(edit.email, edit.id),
        ...valueErrors(edit, EDIT_FIELDS, TOO_LONG_IN_NEW_AND_EDIT)
      ])
    )
    return reportOf(edits.map((edit) => this.applyEdit(edit.id as number, edit)))
  }

  private applyEdit(id: number, edit: JsonObject): Outcome {
    const affiliate = this.affiliates.withId(id)
    const custom_fields = Object.fromEntries(
      ((edit.custom_fields ?? []) as JsonObject[]).flatMap((fields) => Object.entries(fields))
    )
    const changes = { ...detailsIn(edit), custom_fields }
    return { id, changed: affiliate !== undefined && this.affiliates.change(affiliate, changes) }
  }

  private changeStatus(body: JsonObject): object {
    requireFields(body, ['ids', 'status'])
    refuseInvalidFields(body, FIELDS.status_change)
    const ids = body.ids as number[]
    refuseIf([
      ...(ids.length > IDS_A_STATUS_CHANGE ? [TOO_MANY] : []),
      ...valueErrors(body, FIELDS.status_change, TOO_LONG)
    ])
    const changes = { status: body.status as AffiliateStatus }
    return reportOf(
      ids.map((id) => {
        const affiliate = this.affiliates.withId(id)
        return { id, changed: affiliate !== undefined && this.affiliates.change(affiliate, changes) }
      })
    )
  }

  private list(body: JsonObject): object {
    refuseInvalidFields(body, FIELDS.list)
    const limit = isMissing(body.limit) ? DEFAULT_LIST_LIMIT : body.limit
    return pageOf(this.affiliates.all(), body.page, Number(limit))
  }

  private takenEmail(email: unknown, ownerId?: unknown): string[] {
    const owner = typeof email === 'string' ? this.affiliates.withEmail(email) : undefined
    return owner && owner.id !== ownerId ? [EMAIL_TAKEN] : []
  }
}

/** The body of a call with the right keys. */
function accept({ headers, body }: VendorRequest, name: CallName): JsonObject {
  const { publicKey, secretKey } = demoKeys
  if (headers['refersion-public-key'] !== publicKey || headers['refersion-secret-key'] !== secretKey) {
    throw new Refusal(401, { error: INVALID_CREDENTIALS })
  }
  // What Refersion does with a body that isn't a JSON object is not published. PHP would see no body.
  const fields = parseObject(body)
  if (!fields) {
    throw new Refusal(404, { error: name === 'edit' ? [NO_BODY] : NO_BODY })
  }
  return fields
}

/** Published: there must be another key besides the id. The words of that error are not published. */
function requireAnythingBesidesId(edit: JsonObject): void {
  if (Object.keys(edit).every((field) => field === 'id')) {
    throw new Refusal(400, { error: 'Missing required field besides id' })
  }
}

function contains(text: string, part: unknown): boolean {
  return typeof part === 'string' && text.toLowerCase().includes(part.toLowerCase())
}

/** Page numbers are texts, from "1". A page after the last one is empty. */
function pageOf(affiliates: Affiliate[], page: unknown, size: number): object {
  const number = isMissing(page) ? 1 : Number(page)
  const results = affiliates.slice((number - 1) * size, number * size)
  return { total: affiliates.length, results: results.map(summaryOf) }
}

/** What search and list show of an affiliate: their `id` is the code, and custom fields have their labels as keys. */
function summaryOf({ code, offer_id, status, first_name, last_name, email, custom_fields }: Affiliate) {
  return {
    id: code,
    offer_id,
    status,
    first_name,
    last_name,
    email,
    custom_fields: Object.entries(custom_fields).map(([id, value]) => ({ label: labelOf(id), value: textOf(value) }))
  }
}

/** The merchant gives the labels. These are invented. */
function labelOf(customFieldId: string): string {
  return `Custom field ${customFieldId}`
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

interface Outcome {
  id: number
  changed: boolean
}

/** An id has not changed if it is unknown, or if its affiliate already had these values. */
function reportOf(outcomes: Outcome[]): object {
  return {
    ids_changed: outcomes.filter(({ changed }) => changed).map(({ id }) => id),
    ids_not_changed: outcomes.filter(({ changed }) => !changed).map(({ id }) => id)
  }
}
