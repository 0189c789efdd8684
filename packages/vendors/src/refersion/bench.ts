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

function calls(...names: string[]): string[] {
  return names.map((name) => `POST /v2/affiliate/${name}`)
}

export const bench: BenchFacts = {
  settings: { apiKey: 'pub_0123456789abcdef0123.sec_0123456789abcdef0123' },
  cases: [
    {
      what: 'createAffiliate, a new one',
      subscription: 'Create Affiliate',
      event: 'identify',
      answers: created,
      calls: calls('new')
    },
    {
      what: 'createAffiliate, a new one with custom fields',
      subscription: 'Create Affiliate',
      event: 'identify',
      mapping: { custom_fields: { '7': { '@path': '$.traits.plan' } } },
      answers: { ...created, ...known, ...changed },
      // `new` accepts no custom fields.
      calls: calls('new', 'get', 'edit')
    },
    {
      what: 'createAffiliate, one that exists',
      subscription: 'Create Affiliate',
      event: 'identify',
      answers: { ...exists, ...known, ...changed },
      // `new` updates nobody, and only the search finds an email.
      calls: calls('new', 'search', 'get', 'edit')
    },
    {
      what: 'deleteAffiliate',
      subscription: 'Delete Affiliate',
      event: 'deletion',
      answers: { ...known, ...changed },
      calls: calls('search', 'get', 'status_change')
    }
  ],
  costs: `For an affiliate that exists, Refersion refuses a request, and the framework creates two errors.`,
  severalRequests: `Refersion's API needs several requests for three reasons:

- \`edit\` and \`status_change\` need an affiliate's number, and only \`get\` shows it. The answers to \`new\` and to the search show the code.
- \`new\` doesn't accept custom fields.
- Only Refersion knows whether an email is taken. Asking first would cost one more request for every new affiliate. So the action tries \`new\`, and a refusal with 422 gives the answer.`
}
