import { useSandbox } from '@partner-destinations/sandbox/test-client'
import { refersion } from '..'
import { demoKeys } from '../demo-keys'

const local = useSandbox({ standIns: { refersion: refersion.standIn } })

const keys = {
  'Refersion-Public-Key': demoKeys.publicKey,
  'Refersion-Secret-Key': demoKeys.secretKey
}
const call = (name: string, body: unknown) => local.post(`https://api.refersion.com/v2/affiliate/${name}`, body, keys)

const create = (email: string, first_name = 'Peter', last_name = 'Gibbons') =>
  call('new', { first_name, last_name, email, password: 'Invented!1', status: 'ACTIVE' })

async function createMany(count: number) {
  for (let index = 0; index < count; index++) {
    await create(`${index}@example.com`)
  }
}

const emails = (answer: { body: unknown }) =>
  (answer.body as { results: { email: string }[] }).results.map(({ email }) => email)

describe('search', () => {
  it('answers with the code as id', async () => {
    await create('peter@example.com')

    expect((await call('search', { keyword: 'peter@example.com' })).body).toEqual({
      total: 1,
      results: [
        {
          id: 'a000',
          offer_id: '1',
          status: 'ACTIVE',
          first_name: 'Peter',
          last_name: 'Gibbons',
          email: 'peter@example.com',
          custom_fields: []
        }
      ]
    })
  })

  it.each([
    ['peter@example.com', ['peter@example.com', 'speter@example.com.au']],
    ['PETER@example.COM', ['peter@example.com', 'speter@example.com.au']],
    ['speter', ['speter@example.com.au']],
    ['a000', ['peter@example.com']],
    ['37569298', ['speter@example.com.au']]
  ])('by %s finds an email in part, an id or a code whole: %j', async (keyword, found) => {
    await create('peter@example.com')
    await create('speter@example.com.au')

    const answer = await call('search', { keyword })
    expect(emails(answer)).toEqual(found)
    expect(answer.body).toMatchObject({ total: found.length })
  })

  it.each(['A000', 'a00', '3756929', 'Gibbons', 'nobody@example.com'])(
    'finds nobody by %s, and says so with 422',
    async (keyword) => {
      await create('peter@example.com')
      await create('speter@example.com.au')

      expect(await call('search', { keyword })).toMatchObject({
        status: 422,
        body: { errors: ['Could not find affiliates with this keyword.'] }
      })
    }
  )

  it.each([
    [{ first_name: 'jane' }, ['jane@example.com']],
    [{ last_name: 'Kim' }, ['jane@example.com', 'min@example.com']]
  ])('is narrowed down by %j', async (names, found) => {
    await create('peter@example.com')
    await create('jane@example.com', 'Jane', 'Kim')
    await create('min@example.com', 'Min', 'Kim')

    expect(emails(await call('search', { keyword: 'example.com', ...names }))).toEqual(found)
    expect((await call('search', { keyword: 'example.com', first_name: 'Jane', last_name: 'Gibbons' })).status).toBe(
      422
    )
  })

  it('comes in pages of 10, counted from "1", each with the whole total', async () => {
    await createMany(21)
    const pages = ['1', '2', '3', '4'].map((page) => call('search', { keyword: '@example.com', page }))
    const answers = await Promise.all(pages)

    expect(answers.map((answer) => emails(answer).length)).toEqual([10, 10, 1, 0])
    expect(new Set(answers.flatMap(emails)).size).toBe(21)
    expect(answers.map(({ body }) => (body as { total: number }).total)).toEqual([21, 21, 21, 21])
  })

  it('starts at the first page', async () => {
    await createMany(11)

    expect(emails(await call('search', { keyword: '@example.com' }))).toEqual(
      emails(await call('search', { keyword: '@example.com', page: '1' }))
    )
  })

  it.each([{}, { keyword: '' }, { keyword: null }])('needs a keyword, and there is none in %j', async (body) => {
    expect(await call('search', body)).toMatchObject({ status: 400, body: { error: 'Missing required field keyword' } })
  })

  it.each(['0', '-1', '1.5', 'first', 1])('refuses the page %j', async (page) => {
    expect((await call('search', { keyword: 'a', page })).status).toBe(204)
  })
})

describe('list', () => {
  it('comes in pages of the size asked for', async () => {
    await createMany(3)

    expect(emails(await call('list', { limit: '2' }))).toEqual(['0@example.com', '1@example.com'])
    expect(emails(await call('list', { limit: '2', page: '2' }))).toEqual(['2@example.com'])
    expect((await call('list', { limit: '1' })).body).toMatchObject({ total: 3 })
  })

  it('is empty when there is nobody', async () => {
    expect((await call('list', {})).body).toEqual({ total: 0, results: [] })
  })

  it('shows three unless it is asked for more, and 100 at most', async () => {
    await createMany(101)

    expect(emails(await call('list', {}))).toHaveLength(3)
    expect(emails(await call('list', { limit: '100' }))).toHaveLength(100)
  })

  it.each(['0', '101', 'all', 1])('refuses a limit of %j', async (limit) => {
    expect((await call('list', { limit })).status).toBe(204)
  })
})
