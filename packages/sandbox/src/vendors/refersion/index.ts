import { demoKeys } from '../../demo-keys'
import type { JsonObject } from '../../json-object'
import { isMissing, isObject, parseObject } from '../../json-object'
import type { Call, StandIn } from '../../stand-in'
import { Refusal } from '../../stand-in'
import type { Affiliate, AffiliateStatus, NewAffiliate } from './affiliates'
import { Affiliates } from './affiliates'
import { customFieldsIn, detailsIn, errorsIn, statusErrors } from './validation'

export interface RefersionState {
  affiliates: Affiliate[]
}

/** The vendor publishes no page size. A small one makes a handful of affiliates enough to meet several pages. */
const SEARCH_PAGE_SIZE = 10
const LIST_LIMIT = 100
const IDS_A_STATUS_CHANGE = 50
const INVALID_CREDENTIALS = 'Invalid API credentials (error 2).'

/** Refersion's REST API v2, as far as affiliates go. */
export class Refersion implements StandIn<RefersionState> {
  private readonly affiliates = new Affiliates()

  readonly routes = {
    '/v2/affiliate/new': (call: Call) => this.create(accept(call)),
    '/v2/affiliate/search': (call: Call) => this.search(accept(call)),
    '/v2/affiliate/get': (call: Call) => this.get(accept(call)),
    '/v2/affiliate/edit': (call: Call) => this.edit(accept(call)),
    '/v2/affiliate/status_change': (call: Call) => this.changeStatus(accept(call)),
    '/v2/affiliate/list': (call: Call) => this.list(accept(call))
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
    refuseIf([...errorsIn(body, 'new'), ...this.takenEmail(body.email)])
    const { id, code, link, status } = this.affiliates.create(detailsIn(body) as NewAffiliate)
    return { id: code, link, message: `The affiliate ${id} has been created with the status of ${status}.` }
  }

  /** An id or a code matches whole, an email address in part. So does a name, which narrows the search down. */
  private search(body: JsonObject): object {
    requireFields(body, ['keyword'])
    const { keyword, first_name, last_name } = body
    refuseIf(
      ['keyword', 'first_name', 'last_name']
        .filter((field) => !isMissing(body[field]) && typeof body[field] !== 'string')
        .map((field) => `The ${field} must be a string.`)
    )
    const found = this.affiliates
      .all()
      .filter(
        (affiliate) =>
          (String(affiliate.id) === keyword || affiliate.code === keyword || contains(affiliate.email, keyword)) &&
          (isMissing(first_name) || contains(affiliate.first_name, first_name)) &&
          (isMissing(last_name) || contains(affiliate.last_name, last_name))
      )
    return pageOf(found, body.page, SEARCH_PAGE_SIZE)
  }

  private get({ id, affiliate_code }: JsonObject): object {
    requireFields({ id: id ?? affiliate_code }, ['id'])
    refuseIf(isMissing(id) || typeof id === 'number' ? [] : ['The id must be a number.'])
    const affiliate =
      typeof id === 'number' ? this.affiliates.withId(id) : this.affiliates.withCode(String(affiliate_code))
    if (!affiliate) {
      throw new Refusal(404, { error: 'Affiliate not found' })
    }
    const { link, custom_fields } = affiliate
    return {
      ...summaryOf(affiliate),
      id: affiliate.id,
      link,
      custom_fields: Object.entries(custom_fields).map(([field, value]) => ({ [field]: value }))
    }
  }

  private edit(body: JsonObject): object {
    requireFields(body, ['affiliates'])
    const { affiliates: edits } = body
    if (!Array.isArray(edits) || !edits.every(isObject)) {
      throw new Refusal(422, { errors: ['The affiliates must be a list of objects.'] })
    }
    edits.forEach((edit) => requireFields(edit, ['id']))
    refuseIf(edits.flatMap((edit) => this.editErrors(edit)))
    return reportOf(edits.map((edit) => this.applyEdit(edit.id as number, edit)))
  }

  private editErrors(edit: JsonObject): string[] {
    return [
      ...(typeof edit.id === 'number' ? [] : ['The id must be a number.']),
      ...errorsIn(edit, 'edit'),
      ...this.takenEmail(edit.email, edit.id),
      ...(customFieldsIn(edit.custom_fields) ? [] : ['The custom_fields must be a list of objects.'])
    ]
  }

  private applyEdit(id: number, edit: JsonObject): Outcome {
    const affiliate = this.affiliates.withId(id)
    const changes = { ...detailsIn(edit), custom_fields: customFieldsIn(edit.custom_fields) }
    // A password is not held, so that it is taken for a new one.
    return {
      id,
      changed: affiliate !== undefined && (this.affiliates.change(affiliate, changes) || !isMissing(edit.password))
    }
  }

  private changeStatus(body: JsonObject): object {
    requireFields(body, ['ids', 'status'])
    const { ids, status } = body
    if (!isListOfNumbers(ids)) {
      throw new Refusal(422, { errors: ['The ids must be a list of numbers.'] })
    }
    refuseIf([
      ...(ids.length > IDS_A_STATUS_CHANGE ? [`The ids must not be more than ${IDS_A_STATUS_CHANGE}.`] : []),
      ...statusErrors(status, 'status_change')
    ])
    return reportOf(
      ids.map((id) => {
        const affiliate = this.affiliates.withId(id)
        const changes = { status: status as AffiliateStatus }
        return { id, changed: affiliate !== undefined && this.affiliates.change(affiliate, changes) }
      })
    )
  }

  private list({ limit, page }: JsonObject): object {
    const size = limit === undefined ? LIST_LIMIT : numberIn(limit)
    refuseIf(size >= 1 && size <= LIST_LIMIT ? [] : [`The limit must be a string, from "1" to "${LIST_LIMIT}".`])
    return pageOf(this.affiliates.all(), page, size)
  }

  private takenEmail(email: unknown, ownerId?: unknown): string[] {
    const owner = typeof email === 'string' ? this.affiliates.withEmail(email) : undefined
    return owner && owner.id !== ownerId ? ['The email has already been taken.'] : []
  }
}

/** The body of a call that has the right keys. */
function accept({ headers, body }: Call): JsonObject {
  const { publicKey, secretKey } = demoKeys.refersion
  if (headers['refersion-public-key'] !== publicKey || headers['refersion-secret-key'] !== secretKey) {
    throw new Refusal(401, { error: INVALID_CREDENTIALS })
  }
  if (body === '') {
    throw new Refusal(404, { error: 'Bad request, no body' })
  }
  const fields = parseObject(body)
  if (!fields) {
    throw new Refusal(400, { error: 'Bad request, the body must be a JSON object' })
  }
  return fields
}

function requireFields(body: JsonObject, fields: string[]): void {
  const missing = fields.find((field) => isMissing(body[field]))
  if (missing !== undefined) {
    throw new Refusal(400, { error: `Missing required field ${missing}` })
  }
}

function refuseIf(errors: string[]): void {
  if (errors.length > 0) {
    throw new Refusal(422, { errors })
  }
}

function contains(text: string, part: unknown): boolean {
  return typeof part === 'string' && text.toLowerCase().includes(part.toLowerCase())
}

/** Pages are numbered by strings, from "1"; one beyond the last is empty. */
function pageOf(affiliates: Affiliate[], page: unknown = '1', size: number): object {
  const number = numberIn(page)
  refuseIf(number >= 1 ? [] : ['The page must be a string, from "1".'])
  const results = affiliates.slice((number - 1) * size, number * size)
  return { total: affiliates.length, results: results.map(summaryOf) }
}

/** The number that a string of digits writes; NaN for anything else. */
function numberIn(value: unknown): number {
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : NaN
}

/** What search and list say of an affiliate: here `id` is the code. */
function summaryOf({ code, offer_id, status, first_name, last_name, email }: Affiliate): object {
  return { id: code, offer_id, status, first_name, last_name, email }
}

interface Outcome {
  id: number
  changed: boolean
}

/** An id that is unknown, or whose affiliate is as it should be already, has not changed. */
function reportOf(outcomes: Outcome[]): object {
  return {
    ids_changed: outcomes.filter(({ changed }) => changed).map(({ id }) => id),
    ids_not_changed: outcomes.filter(({ changed }) => !changed).map(({ id }) => id)
  }
}

function isListOfNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number')
}
