import { createTestIntegration } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { settings, toRefersion } from '../../__tests__/__helpers__/refersion'
import destination from '../../index'

type Body = Record<string, unknown>

/** Refersion with the affiliates `user1@example.com`, whose numeric id is 1, and so on. */
function refersion(exceptions: { ids_not_changed?: number[]; statusOfSearch?: Record<string, number> } = {}) {
  const { ids_not_changed = [], statusOfSearch = {} } = exceptions
  const statusChanges: Body[] = []
  toRefersion('search')
    .times(1000)
    .reply((_uri, body) => {
      const { keyword } = body as { keyword: string }
      const number = /^user(\d+)@example\.com$/.exec(keyword)?.[1]
      const results = number ? [{ id: `code${number}`, status: 'ACTIVE', email: keyword }] : []
      const status = statusOfSearch[keyword] ?? 200
      return [status, status === 204 ? '' : { total: results.length, results }]
    })
  toRefersion('get')
    .times(1000)
    .reply((_uri, body) => [200, { id: Number((body as { affiliate_code: string }).affiliate_code.slice(4)) }])
  toRefersion('status_change')
    .times(1000)
    .reply((_uri, body) => {
      statusChanges.push(body as Body)
      const ids = (body as { ids: number[] }).ids
      return [200, { ids_changed: ids.filter((id) => !ids_not_changed.includes(id)), ids_not_changed }]
    })
  return statusChanges
}

function removeAll(emails: (string | undefined)[], mapping: JSONObject = {}) {
  const { fields } = destination.actions.deleteAffiliate
  return createTestIntegration(destination).executeBatch('deleteAffiliate', {
    events: emails.map((email) => ({ type: 'delete', userId: '5678', email } as SegmentEvent)),
    mapping: { email: fields.email.default as JSONObject, ...mapping },
    settings
  })
}

const user = (number: number) => `user${number}@example.com`
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_none, index) => from + index)

describe('a batch', () => {
  it('sends the ids of its events 50 at a time', async () => {
    const statusChanges = refersion()

    const results = await removeAll(range(1, 120).map(user))

    expect(statusChanges).toEqual([
      { ids: range(1, 50), status: 'DISABLED' },
      { ids: range(51, 100), status: 'DISABLED' },
      { ids: range(101, 120), status: 'DISABLED' }
    ])
    expect(results.map(({ status }) => status)).toEqual(range(1, 120).map(() => 200))
  })

  it('reports for each event what became of it', async () => {
    const statusChanges = refersion({
      ids_not_changed: [3],
      statusOfSearch: { [user(4)]: 429, [user(5)]: 400, [user(6)]: 401, [user(7)]: 204 }
    })

    const results = await removeAll([
      user(1),
      'nobody@example.com',
      user(3),
      user(4),
      user(5),
      user(6),
      user(7),
      '5678',
      ' ',
      '',
      undefined,
      user(2)
    ])

    expect(statusChanges).toEqual([{ ids: [1, 3, 2], status: 'DISABLED' }])
    expect(results).toEqual([
      { status: 200, sent: { email: user(1) }, body: { ids_changed: [1] } },
      { status: 200, sent: { email: 'nobody@example.com' }, body: { ids_changed: [] } },
      {
        status: 500,
        errortype: 'INTERNAL_SERVER_ERROR',
        errormessage: 'Refersion did not disable the affiliate with the id 3.',
        sent: { email: user(3) },
        errorreporter: 'DESTINATION'
      },
      expect.objectContaining({ status: 429, sent: { email: user(4) }, errorreporter: 'DESTINATION' }),
      expect.objectContaining({ status: 400, sent: { email: user(5) }, errorreporter: 'DESTINATION' }),
      expect.objectContaining({ status: 401, sent: { email: user(6) }, errorreporter: 'DESTINATION' }),
      expect.objectContaining({
        status: 400,
        errormessage: expect.stringContaining('affiliate/search with 204: Refersion refused a field'),
        sent: { email: user(7) },
        errorreporter: 'DESTINATION'
      }),
      // Not an email address, blank, empty, missing.
      ...range(1, 4).map(() =>
        expect.objectContaining({
          status: 400,
          errortype: 'PAYLOAD_VALIDATION_FAILED',
          errormessage: expect.stringContaining("The event doesn't identify an affiliate"),
          errorreporter: 'INTEGRATIONS'
        })
      ),
      { status: 200, sent: { email: user(2) }, body: { ids_changed: [2] } }
    ])
  })

  it('sends an affiliate once that several events mean', async () => {
    const statusChanges = refersion()

    const results = await removeAll([user(1), user(1)])

    expect(statusChanges).toEqual([{ ids: [1], status: 'DISABLED' }])
    expect(results.map(({ status }) => status)).toEqual([200, 200])
  })

  it('sends no status when there is nobody to disable', async () => {
    const statusChanges = refersion()
    const results = await removeAll(['nobody@example.com'])
    expect(statusChanges).toEqual([])
    expect(results.map(({ status }) => status)).toEqual([200])
  })

  it('reports an event as failed when one of the affiliates that it means was not disabled', async () => {
    const results = ['code1', 'code2'].map((id) => ({ id, status: 'ACTIVE', email: user(1) }))
    toRefersion('search').reply(200, { total: 2, results })
    refersion({ ids_not_changed: [2] })

    expect(await removeAll([user(1)])).toEqual([
      expect.objectContaining({ status: 500, errormessage: 'Refersion did not disable the affiliate with the id 2.' })
    ])
  })

  it('is what Segment sends, and of 50 events at most, unless the mapping says otherwise', () => {
    expect(
      destination.presets?.find(({ partnerAction }) => partnerAction === 'deleteAffiliate')?.mapping
    ).toMatchObject({
      enable_batching: true,
      batch_size: 50
    })
  })

  it.each<[string, number, unknown, number]>([
    ['204', 204, '', 400],
    ['an error in a 200', 200, { error: 'Invalid field ids' }, 400],
    ['404', 404, { error: 'Bad request, no body' }, 404],
    ['422', 422, { errors: ['X is not a allowed value for field status'] }, 422]
  ])('reports a refusal of the change as one that is not retried: %s', async (_what, status, body, reported) => {
    toRefersion('status_change').reply(status, body as Body)
    refersion()

    const results = await removeAll([user(1), user(2)])

    expect(results.map((result) => result.status)).toEqual([reported, reported])
  })

  it('reports the failure of one call for its events only', async () => {
    toRefersion('get')
      .times(51)
      .reply((_uri, body) => [200, body as Body])
    toRefersion('status_change').reply(503, { error: 'Down for maintenance.' })
    toRefersion('status_change').reply(200, { ids_changed: [51], ids_not_changed: [] })
    const events = range(1, 51).map((id): SegmentEvent => ({ type: 'delete', properties: { id } }))

    const results = await createTestIntegration(destination).executeBatch('deleteAffiliate', {
      events,
      mapping: { affiliate_id: { '@path': '$.properties.id' } },
      settings
    })

    expect(results.slice(0, 50).map(({ status }) => status)).toEqual(range(1, 50).map(() => 503))
    expect(results[0]).toMatchObject({ errormessage: expect.stringContaining('Down for maintenance.') })
    expect(results[50]).toMatchObject({ status: 200 })
  })

  it('finds an affiliate by its code also when the email is empty', async () => {
    const statusChanges = refersion()
    const results = await removeAll([''], { affiliate_code: 'code7' })
    expect(statusChanges).toEqual([{ ids: [7], status: 'DISABLED' }])
    expect(results.map(({ status }) => status)).toEqual([200])
  })
})
