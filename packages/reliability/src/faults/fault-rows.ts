import type { Fault } from '@partner-destinations/sandbox'
import type { VendorName } from '@partner-destinations/vendors'
import { vendors } from '@partner-destinations/vendors'

/** What a fault makes of a vendor's answer to one call. */
export type Kind =
  /** Another status, with an error body in the vendor's form. */
  | 'status'
  /** A refusal of Refersion's by a status that says something else: a success, or that a call may succeed later. */
  | 'refusal'
  /** Refersion's way to say that it found no affiliate. */
  | 'nobody'
  | 'redirect'
  /** No answer, or not the whole of it. */
  | 'no answer'
  /** The right status with nothing. */
  | 'empty'
  /** The right status with something that is no JSON object. */
  | 'broken'
  /** The right status with the right keys, and values of wrong types. */
  | 'wrong types'
  /** The right answer all the same. */
  | 'right'

/** One row of the table. */
export interface FaultRow {
  kind: Kind
  /** What rows of the same sort have in common; with `title` the name of the row. */
  sort: string
  title: string
  /** Of the kinds `status`, `refusal`, `nobody` and `redirect`. */
  status?: number
  /** Of the kind `refusal`: what the error must say. */
  words?: string
  /** Whether the vendor does its work all the same. */
  takesEffect: boolean
  /** What to set in the sandbox; without it connections are refused. */
  fault?: (vendor: VendorName, path: string) => Fault
  /** Only this vendor answers so; with `calls`, only to these calls of its API. */
  only?: { vendor: VendorName; calls?: string[] }
  /** The time limit of the call, in milliseconds. Without it, the framework's 10 seconds, which no test should wait for. */
  timeout?: number
}

/** Enough for a request to come to the sandbox on a busy machine. */
const SHORT_TIMEOUT = 250
const FOR_EVER = 600_000
const IN_TIME = 20

const statuses = [
  400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 415, 422, 423, 425, 429, 431, 451, 500, 501, 502, 503, 504,
  511, 520, 522, 524, 529, 599
]

/** What the vendor says of a status, by which its words are known again. */
export function wordsAbout(status: number): string {
  return `Words of the vendor about ${status}.`
}

const statusRows = statuses.map((status) => ({
  ...statusRow('status', status),
  fault: (vendor: VendorName) => ({ status, body: errorBody(vendor, status, wordsAbout(status)) })
}))

const repeatingRows = [400, 401, 422, 503].map((status) => ({
  ...statusRow('status', status),
  title: `${status} that repeats the keys`,
  fault: (vendor: VendorName) => ({
    status,
    body: errorBody(vendor, status, `${wordsAbout(status)} You sent ${vendors[vendor].secrets.join(' and ')}.`)
  })
}))

const TOO_MANY_ELEMENTS = 'Max number of elements on attribute (50) reached.'

/** Refersion writes `error` or `errors`, each a text or a list, whatever the status. */
const errorForms: { form: string; body: (words: string) => object }[] = [
  { form: '`error` as a text', body: (words) => ({ error: words }) },
  { form: '`error` as a list', body: (words) => ({ error: [words] }) },
  { form: '`errors` as a text', body: (words) => ({ errors: words }) },
  { form: '`errors` as a list', body: (words) => ({ errors: [words] }) }
]

const errorFormRows = [400, 422].flatMap((status) =>
  errorForms.map(({ form, body }) => ({
    ...statusRow('form of an error', status),
    title: `${status} with ${form}`,
    only: { vendor: 'refersion' as const },
    fault: () => ({ status, body: body(wordsAbout(status)) })
  }))
)

const refusalRows: FaultRow[] = [
  // HTTP has no body after a 204, so nobody reads what Refersion writes into it.
  refusalRow('204', 204, { error: 'Invalid field first_name' }, 'Refersion refused a field'),
  ...errorForms.map(({ form, body }) => refusalRow(`200 with ${form}`, 200, body(wordsAbout(200)))),
  refusalRow('201 with `errors` as a list', 201, { errors: [wordsAbout(201)] }),
  refusalRow('200 with `error` that repeats the keys', 200, {
    error: `${wordsAbout(200)} You sent ${vendors.refersion.secrets.join(' and ')}.`
  }),
  // It is about the length of one request, and not about too many requests.
  refusalRow('429 for too many elements', 429, { error: TOO_MANY_ELEMENTS }, TOO_MANY_ELEMENTS)
]

/** The words that Refersion publishes for it. */
const NOBODY: Record<string, string> = {
  search: 'Could not find affiliates with this keyword.',
  get: 'Affiliate not found.'
}

const nobodyRow: FaultRow = {
  ...statusRow('nobody found', 422),
  kind: 'nobody',
  title: '422 that says so',
  only: { vendor: 'refersion', calls: Object.keys(NOBODY) },
  fault: (_vendor, path) => ({ status: 422, body: { errors: [NOBODY[path.slice(path.lastIndexOf('/') + 1)]] } })
}

const redirectRows = [
  { sort: 'redirect to the same address', location: (host: string, path: string) => `https://${host}${path}` },
  { sort: 'redirect to another path', location: (host: string) => `https://${host}/elsewhere` },
  { sort: 'redirect to another host', location: () => 'https://elsewhere.example/' }
].flatMap(({ sort, location }) =>
  [301, 302, 303, 307, 308].map((status) => ({
    ...statusRow(sort, status),
    kind: 'redirect' as const,
    fault: (vendor: VendorName, path: string) => ({
      status,
      location: location(vendors[vendor].standIn.host, path),
      body: errorBody(vendor, status, wordsAbout(status))
    })
  }))
)

const otherRows: FaultRow[] = [
  { ...row('no answer', 'connection', 'reset before the answer', { reset: 'before' }), timeout: SHORT_TIMEOUT },
  {
    ...row('no answer', 'connection', 'reset in the middle of the answer', { reset: 'during' }),
    timeout: SHORT_TIMEOUT
  },
  { kind: 'no answer', sort: 'connection', title: 'refused', takesEffect: false },
  { ...row('no answer', 'time', 'no answer within the limit', { delay: FOR_EVER }), timeout: SHORT_TIMEOUT },
  { ...row('no answer', 'time', 'half an answer within the limit', { stall: FOR_EVER }), timeout: SHORT_TIMEOUT },
  row('right', 'time', 'slow, but within the limit', { delay: IN_TIME, stall: IN_TIME }),
  row('empty', 'body', 'empty', { body: 'empty' }),
  row('broken', 'body', 'cut short', { body: 'truncated' }),
  row('broken', 'body', 'HTML', { body: 'not-json' }),
  row('broken', 'body', '`null`', { body: null }),
  row('broken', 'body', 'a list', { body: [] }),
  row('broken', 'body', 'a number', { body: 42 }),
  row('wrong types', 'body', 'values of wrong types', { body: 'wrong-type' }),
  row('right', 'body', '10 MB', { body: 'huge' })
]

export const faultRows: FaultRow[] = [
  ...statusRows,
  ...repeatingRows,
  ...errorFormRows,
  nobodyRow,
  ...refusalRows,
  ...redirectRows,
  ...otherRows
]

function statusRow(sort: string, status: number) {
  return { kind: 'status' as const, sort, title: String(status), status, takesEffect: false }
}

function refusalRow(title: string, status: number, body: object, words = wordsAbout(status)): FaultRow {
  return {
    ...statusRow('refusal', status),
    kind: 'refusal',
    title,
    words,
    only: { vendor: 'refersion' },
    fault: () => ({ status, body })
  }
}

function row(kind: Kind, sort: string, title: string, fault: Fault): FaultRow {
  return { kind, sort, title, takesEffect: fault.reset !== 'before', fault: () => fault }
}

/** An error in the vendor's form. */
function errorBody(vendor: VendorName, status: number, words: string): object {
  if (status !== 422 || vendor === 'wigzo') return { error: words }
  return { errors: vendor === 'refersion' ? [words] : { base: [words] } }
}

/** Whether this call of a vendor can be answered so. */
export function befalls({ only }: FaultRow, vendor: VendorName, call: string): boolean {
  return only === undefined || (only.vendor === vendor && (only.calls === undefined || only.calls.includes(call)))
}
