import { createRequestClient } from '@segment/actions-core'
import { refersionAnswers, settings } from './__helpers__/refersion'
import type { Answer } from './__helpers__/refersion'
import { searchAffiliates } from '../api'
import { credentialHeaders } from '../api-key'
import { findByEmail } from '../find-affiliates'

const connection = { request: createRequestClient({ headers: credentialHeaders(settings.apiKey) }), settings }

const affiliate = (code: string, email = `${code}@example.com`) => ({ id: code, status: 'ACTIVE', email })
const page = (total: unknown, ...codes: string[]): Answer => [
  'search',
  { total, results: codes.map((code) => affiliate(code)) }
]

describe('the search', () => {
  it.each<[string, Answer[], string[]]>([
    ['one page that holds all results', [page(2, 'a1', 'b2')], ['a1', 'b2']],
    ['pages until as many results as the total were read', [page(3, 'a1', 'b2'), page(3, 'c3')], ['a1', 'b2', 'c3']],
    ['a page without results', [page(0)], []],
    ['an empty page before the total is reached', [page(9, 'a1'), page(9)], ['a1']],
    ['a total that is a text', [page('2', 'a1'), page('2', 'b2')], ['a1', 'b2']],
    ['pages without a total, up to an empty one', [page(undefined, 'a1'), page(undefined)], ['a1']],
    ['the same page over and over', [page(9, 'a1', 'b2'), page(9, 'a1', 'b2')], ['a1', 'b2']],
    ['the same page over and over, without a total', [page(null, 'a1'), page(null, 'a1')], ['a1']]
  ])('reads %s', async (_what, pages, codes) => {
    const received = refersionAnswers(...pages)

    const found = await searchAffiliates(connection, 'example.com')

    expect(found.map(({ code }) => code)).toEqual(codes)
    expect(received).toEqual(
      pages.map((_page, index) => ['search', { keyword: 'example.com', page: String(index + 1) }])
    )
  })

  const nobody = 'Could not find affiliates with this keyword.'

  it.each([
    ['422', { errors: [nobody] }, 422],
    ['422, as one text', { errors: nobody }, 422],
    ['422, under another key', { error: [nobody] }, 422],
    ['422, without the full stop', { errors: [nobody.slice(0, -1)] }, 422],
    ['200', { error: nobody }, 200]
  ])('finds nobody when Refersion says so with %s', async (_what, body, status) => {
    refersionAnswers(['search', body, status])
    expect(await searchAffiliates(connection, 'peter@example.com')).toEqual([])
  })

  it('ends when Refersion finds nobody on a further page', async () => {
    refersionAnswers(page(9, 'a1'), ['search', { errors: [nobody] }, 422])
    expect(await searchAffiliates(connection, 'example.com')).toHaveLength(1)
  })

  it.each<[string, unknown, number]>([
    ['of the plan', { errors: ['Your account plan does not support this feature (error 1).'] }, 422],
    ['of the keyword', { errors: ['Value exceed the char limit'] }, 422],
    ['of something else besides', { errors: [nobody, 'Value exceed the char limit'] }, 422],
    ['without a reason', {}, 422],
    ['with these words, but another status', { error: nobody }, 400],
    ['of a request without a body', { error: 'Bad request, no body' }, 404]
  ])('fails when Refersion refuses it because %s', async (_what, body, status) => {
    refersionAnswers(['search', body, status])
    await expect(searchAffiliates(connection, 'a@example.com')).rejects.toMatchObject({ name: 'APIError', status })
  })

  it('reads a long page', async () => {
    const codes = Array.from({ length: 1000 }, (_none, index) => `code${index}`)
    refersionAnswers(page(1000, ...codes))
    expect(await searchAffiliates(connection, 'example.com')).toHaveLength(1000)
  })

  it.each([
    ['an empty body', ''],
    ['no results', { total: 1 }],
    ['results that are no list', { total: 1, results: 'a1' }],
    ['a result that is no object', { total: 1, results: ['a1'] }],
    ['a result that is null', { total: 1, results: [null] }],
    ['a result without a code', { total: 1, results: [{ email: 'a1@example.com' }] }]
  ])('can be retried after %s, as nobody can tell who was found', async (_what, body) => {
    refersionAnswers(['search', body])
    await expect(searchAffiliates(connection, 'a1@example.com')).rejects.toMatchObject({
      name: 'RetryableError',
      message: "Refersion's answer to affiliate/search doesn't match its API reference."
    })
  })
})

describe('the search for an email', () => {
  it('keeps exact matches of all pages, whatever their case, and no near match', async () => {
    const results = [
      affiliate('near1', 'speter@example.com.au'),
      affiliate('exact1', 'peter@example.com'),
      affiliate('near2', 'peter@example.com.au'),
      affiliate('near3', 'peter+sales@example.com'),
      affiliate('exact2', 'Peter@EXAMPLE.com '),
      { id: 'none', status: 'ACTIVE' }
    ]
    refersionAnswers(
      ['search', { total: 6, results: results.slice(0, 2) }],
      ['search', { total: 6, results: results.slice(2, 4) }],
      ['search', { total: 6, results: results.slice(4) }]
    )

    const found = await findByEmail(connection, 'peter@example.com')

    expect(found.map(({ code }) => code)).toEqual(['exact1', 'exact2'])
  })
})
