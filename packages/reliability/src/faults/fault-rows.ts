import type { Fault } from '@partner-destinations/sandbox'
import type { VendorName } from '@partner-destinations/vendors'
import { vendorNames, vendors } from '@partner-destinations/vendors'
import type { Kind } from '@partner-destinations/vendors/faults'
import { wordsAbout } from '@partner-destinations/vendors/faults'
import { faultFactsOf } from './deliveries'

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
  /** Whether the vendor does its work in spite of the fault. */
  takesEffect: boolean
  /** What to set in the sandbox; without it connections are refused. */
  fault?: (vendor: VendorName, path: string) => Fault
  /** Only this vendor gives this answer; with `calls`, only to these calls of its API. */
  only?: { vendor: VendorName; calls?: string[] }
  /** The time limit of the call, in milliseconds. Without it, the framework's 10 seconds, which no test should wait for. */
  timeout?: number
}

/** Long enough for a request to reach the sandbox on a busy machine. */
const SHORT_TIMEOUT = 250
const FOR_EVER = 600_000
const IN_TIME = 20

const statuses = [
  400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 415, 422, 423, 425, 429, 431, 451, 500, 501, 502, 503, 504,
  511, 520, 522, 524, 529, 599
]

const statusRows = statuses.map((status) => ({
  ...statusRow('status', status),
  fault: (vendor: VendorName) => ({ status, body: errorBodyOf(vendor, status, wordsAbout(status)) })
}))

const repeatingRows = [400, 401, 422, 503].map((status) => ({
  ...statusRow('status', status),
  title: `${status} that repeats the keys`,
  fault: (vendor: VendorName) => ({
    status,
    body: errorBodyOf(vendor, status, `${wordsAbout(status)} You sent ${vendors[vendor].secrets.join(' and ')}.`)
  })
}))

/** Answers that only one vendor gives. */
const vendorRows: FaultRow[] = vendorNames.flatMap((vendor) => {
  const { basePath, answers = [] } = faultFactsOf(vendor)
  return answers.map(({ calls, fault, ...answer }) => ({
    ...answer,
    takesEffect: false,
    only: { vendor, calls },
    fault: (_vendor: VendorName, path: string) => fault(path.slice(basePath.length))
  }))
})

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
      body: errorBodyOf(vendor, status, wordsAbout(status))
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

export const faultRows: FaultRow[] = [...statusRows, ...repeatingRows, ...vendorRows, ...redirectRows, ...otherRows]

/** An error in the vendor's form. */
function errorBodyOf(vendor: VendorName, status: number, words: string): object {
  return (
    faultFactsOf(vendor).errorBody?.(status, words) ?? vendors[vendor].standIn.create(Date.now).errorBody(status, words)
  )
}

function statusRow(sort: string, status: number) {
  return { kind: 'status' as const, sort, title: String(status), status, takesEffect: false }
}

function row(kind: Kind, sort: string, title: string, fault: Fault): FaultRow {
  return { kind, sort, title, takesEffect: fault.reset !== 'before', fault: () => fault }
}

/** Whether this fault can hit this call of a vendor. */
export function canHit({ only }: FaultRow, vendor: VendorName, call: string): boolean {
  return only === undefined || (only.vendor === vendor && (only.calls === undefined || only.calls.includes(call)))
}
