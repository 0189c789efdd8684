import type { BenchCase, BenchFacts } from '../bench'

type Answers = NonNullable<BenchCase['answers']>

const REFERSION = 'https://api.refersion.com/v2/affiliate'

/** Refersion's answers in the form of its reference: https://www.refersion.dev/reference */
const code = 'a000'
const id = 37569297
const person = { first_name: 'Peter', last_name: 'Gibbons', email: 'peter.gibbons@example.com', status: 'ACTIVE' }
const created: Answers = {
  [`POST ${REFERSION}/new`]: {
    status: 200,
    json: { id: code, link: `https://shop.example/c/${code}`, message: 'The affiliate has been created.' }
  }
}
const exists: Answers = {
  [`POST ${REFERSION}/new`]: {
    status: 422,
    json: { errors: ['The email you have entered is taken by another Affiliate.'] }
  }
}
const known: Answers = {
  [`POST ${REFERSION}/search`]: { status: 200, json: { total: 1, results: [{ id: code, ...person }] } },
  [`POST ${REFERSION}/get`]: { status: 200, json: { id: String(id), ...person } }
}
const changed: Answers = Object.fromEntries(
  ['edit', 'status_change'].map((call) => [`POST ${REFERSION}/${call}`, { status: 200, json: { ids_changed: [id] } }])
)

export const bench: BenchFacts = {
  settings: { apiKey: 'pub_0123456789abcdef0123.sec_0123456789abcdef0123' },
  cases: [
    { what: 'createAffiliate, a new one', subscription: 'Create Affiliate', event: 'identify', answers: created },
    {
      what: 'createAffiliate, a new one with custom fields',
      subscription: 'Create Affiliate',
      event: 'identify',
      mapping: { custom_fields: { '7': { '@path': '$.traits.plan' } } },
      answers: { ...created, ...known, ...changed }
    },
    {
      what: 'createAffiliate, one that exists',
      subscription: 'Create Affiliate',
      event: 'identify',
      answers: { ...exists, ...known, ...changed }
    },
    { what: 'deleteAffiliate', subscription: 'Delete Affiliate', event: 'deletion', answers: { ...known, ...changed } }
  ]
}
