import type { Delivery, Exception, ExpectedError, FaultFacts, VendorAnswer } from '../faults'
import { wordsAbout } from '../faults'
import { demoKeys } from './demo-keys'

const jane = { type: 'identify', userId: 'u1', traits: { name: 'Jane Kim', email: 'jane@example.com', vip: true } }
const janeRenamed = { ...jane, traits: { ...jane.traits, name: 'Jane Doe' } }
const janeWithoutName = { ...jane, traits: { email: 'jane@example.com', phone: '+15550100' } }
const tom = { type: 'identify', userId: 'u2', traits: { name: 'Tom Smykowski', email: 'tom@example.com' } }
const deletions = ['jane@example.com', 'tom@example.com'].map((email) => ({ type: 'delete', email }))
const custom_fields = { '101': { '@path': '$.traits.vip' } }

const deliveries: Delivery[] = [
  {
    table: 'Refersion: `createAffiliate` of a new affiliate',
    of: 'createAffiliate',
    variant: 'new affiliate',
    calls: ['new'],
    deliver: (segment) => segment.event(jane)
  },
  {
    table: 'Refersion: `createAffiliate` of a new affiliate',
    of: 'createAffiliate',
    variant: 'new affiliate with custom fields',
    calls: ['new', 'get', 'edit'],
    mapping: { custom_fields },
    deliver: (segment) => segment.event(jane)
  },
  {
    table: 'Refersion: `createAffiliate` of an affiliate that exists',
    of: 'createAffiliate',
    variant: 'affiliate that exists',
    calls: ['new', 'search', 'get', 'edit'],
    mapping: { custom_fields },
    prepare: (segment) => segment.event(jane),
    deliver: (segment) => segment.event(janeRenamed)
  },
  {
    table: 'Refersion: `createAffiliate` of an affiliate that exists',
    of: 'createAffiliate',
    variant: 'affiliate that exists, no name in the event',
    calls: ['search', 'get', 'edit'],
    prepare: (segment) => segment.event(jane),
    deliver: (segment) => segment.event(janeWithoutName)
  },
  {
    table: 'Refersion: `deleteAffiliate`, one event or a batch, and `onDelete`',
    of: 'deleteAffiliate',
    calls: ['search', 'get', 'status_change'],
    prepare: (segment) => segment.event(jane),
    deliver: (segment) => segment.event(deletions[0])
  },
  {
    table: 'Refersion: `deleteAffiliate`, one event or a batch, and `onDelete`',
    of: 'deleteAffiliate',
    variant: 'batch',
    calls: ['search', 'search', 'get', 'get', 'status_change'],
    prepare: async (segment) => {
      await segment.event(jane)
      await segment.event(tom)
    },
    deliver: (segment) => segment.batch(deletions)
  },
  {
    table: 'Refersion: `deleteAffiliate`, one event or a batch, and `onDelete`',
    of: 'onDelete',
    calls: ['search', 'get', 'status_change'],
    prepare: (segment) => segment.event(jane),
    deliver: (segment) => segment.delete({ type: 'delete', userId: 'jane@example.com' })
  },
  {
    table: 'Refersion: `testAuthentication`',
    of: 'testAuthentication',
    calls: ['list'],
    deliver: (segment) => segment.testAuthentication()
  }
]

const TOO_MANY_ELEMENTS = 'Max number of elements on attribute (50) reached.'

/** Refersion writes `error` or `errors`, with a text or a list, whatever the status is. */
const errorForms: { form: string; body: (words: string) => object }[] = [
  { form: '`error` as a text', body: (words) => ({ error: words }) },
  { form: '`error` as a list', body: (words) => ({ error: [words] }) },
  { form: '`errors` as a text', body: (words) => ({ errors: words }) },
  { form: '`errors` as a list', body: (words) => ({ errors: [words] }) }
]

const errorFormAnswers = [400, 422].flatMap((status) =>
  errorForms.map(
    ({ form, body }): VendorAnswer => ({
      kind: 'status',
      sort: 'form of an error',
      title: `${status} with ${form}`,
      status,
      fault: () => ({ status, body: body(wordsAbout(status)) })
    })
  )
)

const refusals: VendorAnswer[] = [
  // HTTP drops the body of a 204, so nobody can read what Refersion writes there.
  refusal('204', 204, { error: 'Invalid field first_name' }, 'Refersion refused a field'),
  ...errorForms.map(({ form, body }) => refusal(`200 with ${form}`, 200, body(wordsAbout(200)))),
  refusal('201 with `errors` as a list', 201, { errors: [wordsAbout(201)] }),
  refusal('200 with `error` that repeats the keys', 200, {
    error: `${wordsAbout(200)} You sent ${demoKeys.publicKey} and ${demoKeys.secretKey}.`
  }),
  // It means that one request is too long, not that there are too many requests.
  refusal('429 for too many elements', 429, { error: TOO_MANY_ELEMENTS }, TOO_MANY_ELEMENTS)
]

function refusal(title: string, status: number, body: object, words = wordsAbout(status)): VendorAnswer {
  return { kind: 'refusal', sort: 'refusal', title, status, words, fault: () => ({ status, body }) }
}

/** The words that Refersion publishes for it. */
const NOBODY: Record<string, string> = {
  search: 'Could not find affiliates with this keyword.',
  get: 'Affiliate not found.'
}

const nobody: VendorAnswer = {
  kind: 'nobody',
  sort: 'nobody found',
  title: '422 that says so',
  status: 422,
  calls: Object.keys(NOBODY),
  fault: (call) => ({ status: 422, body: { errors: [NOBODY[call]] } })
}

/** The framework's status for a retryable error without a better status. */
const RETRYABLE = 500

const notShownYet: ExpectedError = {
  errorClass: 'RetryableError',
  status: RETRYABLE,
  words: 'Refersion does not show the new affiliate yet'
}

const taken: ExpectedError = {
  errorClass: 'APIError',
  status: 422,
  words: 'The email you have entered is taken by another Affiliate.'
}

const nameNeeded: ExpectedError = { errorClass: 'PayloadValidationError', status: 400, words: 'a name is needed' }

const exceptions: Exception[] = [
  // The right answer is a 422. Its status alone says that there may be such an affiliate.
  { call: 'new', variant: 'affiliate that exists', faults: [422, 'empty', 'broken', 'wrong types'] },
  // So the destination searches after a 422, and finds nobody.
  {
    call: 'new',
    faults: [422],
    error: { errorClass: 'APIError', status: 422, words: wordsAbout(422) },
    calls: ['new', 'search']
  },
  // Setting them needs the code. An empty answer has none, and a number is the code of nobody.
  { call: 'new', variant: 'new affiliate with custom fields', faults: ['empty'], without: 'the custom fields' },
  {
    call: 'new',
    variant: 'new affiliate with custom fields',
    faults: ['wrong types'],
    error: notShownYet,
    calls: ['new', 'get']
  },
  // Refersion finds nobody with the code that it just gave.
  { call: 'get', variant: 'new affiliate with custom fields', faults: ['nobody'], error: notShownYet },
  // Nobody has the email, so it isn't why `new` was refused. The error has the words of `new`.
  ...['search', 'get'].flatMap((call): Exception[] => [
    { call, variant: 'affiliate that exists', faults: ['nobody'], error: taken },
    { call, variant: 'affiliate that exists, no name in the event', faults: ['nobody'], error: nameNeeded },
    // A deletion that finds nobody succeeds.
    { call, faults: ['nobody'], without: 'a change, as nobody is found' }
  ])
]

export const faults: FaultFacts = {
  basePath: '/v2/affiliate/',
  deliveries,
  errorBody: (status, words) => (status === 422 ? { errors: [words] } : { error: words }),
  answers: [...errorFormAnswers, nobody, ...refusals],
  needsBody: {
    calls: {
      // A change needs nothing from the answer. A search does.
      empty: ['search', 'get'],
      broken: ['new', 'search', 'get', 'edit', 'status_change', 'list'],
      // A code can be read even if it is a number, and nobody reads the list of affiliates.
      'wrong types': ['search', 'get', 'edit', 'status_change']
    },
    words: (call) => `Refersion's answer to affiliate/${call} doesn't match its API reference.`
  },
  exceptions
}
