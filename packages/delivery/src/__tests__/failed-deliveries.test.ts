import os from 'node:os'
import { Rehearsal } from '../rehearsal/rehearsal'
import type { Rehearse } from '../rehearsal/rehearsal'
import type { DeliveryRow } from '../store/store'
import { mapping } from '../worker/__tests__/toy'
import { events, useEngine } from './running-engine'

const use = useEngine()
const user = os.userInfo().username

/** The vendor refuses events whose ids begin with `bad`, until it is told otherwise. */
function refuseBad(): void {
  use.answer(({ id }) => (id.startsWith('bad') ? { status: 400 } : {}))
}

async function failed(count: number): Promise<void> {
  await use.until(async () => (await use.counts()).failed === count)
}

async function rows(): Promise<DeliveryRow[]> {
  return use.engine.failures.deliveries({}, { limit: 500 })
}

async function ask(path: string, body?: object) {
  const answer = await use.engine.routes().request(path, body && { method: 'POST', body: JSON.stringify(body) })
  return { status: answer.status, text: await answer.text() }
}

const json = async (path: string, body?: object) => JSON.parse((await ask(path, body)).text) as unknown

const operations = () => use.engine.operations({ limit: 100 })

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** The sandbox of a rehearsal is the vendor under another path. */
const rehearse: Rehearse = (config, onRehearsed) => {
  const demoSettings = () => use.destination('sandbox').settings
  const thread = { module: require.resolve('../worker/__tests__/toy-thread'), data: undefined }
  return Rehearsal.start({ config, thread, demoSettings, onRehearsed, log: silent })
}

describe('a failed delivery', () => {
  it('is tried with the present config before it is resent', async () => {
    await use.start({}, { rehearse })
    refuseBad()
    await use.send(...events('bad', 3), { id: 'good' })
    await failed(3)
    const filter = { code: 'MESSAGE_REJECTED' }
    expect(await json('/api/failures/difference', { filter, first: 2 })).toMatchObject({
      compared: 2,
      groups: [{ outcome: 'failed', code: 'MESSAGE_REJECTED', count: 2, changes: [] }]
    })

    const corrected = { ...mapping, id: { '@template': 'fixed-{{properties.id}}' } }
    const subscriptions = [{ name: 'Tracks', subscribe: 'type = "track"', partnerAction: 'send', mapping: corrected }]
    await use.engine.reload(use.config({ destinations: [use.destination('acme', { subscriptions })] }))
    use.asked.length = 0
    expect(await json('/api/failures/difference', { filter })).toMatchObject({
      compared: 3,
      groups: [
        {
          outcome: 'delivered',
          count: 3,
          changes: [
            { path: 'body.id', before: expect.stringMatching(/^bad\d$/), after: expect.stringMatching(/^fixed-bad\d$/) }
          ]
        }
      ]
    })
    expect(use.asked.map(({ destination }) => destination)).toEqual(['sandbox', 'sandbox', 'sandbox'])
    expect(await use.counts()).toMatchObject({ failed: 3, delivered: 1 })

    expect(await json('/api/failures/resend', { filter })).toEqual({ resent: 3, failed: 0 })
    await use.delivered(4)
  })

  it('is resent when its cause is gone: some first, and then the rest in the order of the user', async () => {
    await use.start()
    refuseBad()
    const ofOneUser = events('bad', 6).map((one) => ({ ...one, userId: 'u1' }))
    await use.send(...ofOneUser, { id: 'good' })
    await failed(6)
    await use.delivered(1)

    const [group] = await use.engine.failures.groups({})
    expect(group).toMatchObject({
      destination: 'acme',
      subscription: 'Tracks',
      action: 'send',
      code: 'MESSAGE_REJECTED',
      status: 400,
      count: 6
    })

    use.asked.length = 0
    use.answer(() => ({}))
    const filter = { group: group.id }
    expect(await json('/api/failures/resend', { filter, first: 2, by: 'ann' })).toEqual({ resent: 2, failed: 4 })
    await use.delivered(3)
    expect(use.asked.map(({ id }) => id)).toEqual(['bad0', 'bad1'])
    expect(await json('/api/failures/resend', { filter, by: 'ann' })).toEqual({ resent: 4, failed: 0 })
    await use.delivered(7)
    expect(use.asked.map(({ id }) => id)).toEqual(['bad0', 'bad1', 'bad2', 'bad3', 'bad4', 'bad5'])

    expect(await use.engine.failures.groups({})).toEqual([])
    const { attemptRows } = (await use.deliveries()).bad0
    expect(attemptRows.map(({ attempt, verdict }) => [attempt, verdict])).toEqual([
      [1, 'failed'],
      [2, 'delivered']
    ])
    expect(await operations()).toMatchObject([
      { who: 'ann', action: 'resend', what: { group: group.id }, count: 4 },
      { who: 'ann', action: 'resend', what: { group: group.id, first: 2 }, count: 2 }
    ])
  })

  it('fails again if its cause is still there', async () => {
    await use.start()
    refuseBad()
    await use.send({ id: 'bad' })
    await failed(1)
    const [{ id }] = await rows()
    await json('/api/failures/resend', { ids: [id] })
    await use.until(async () => (await use.engine.delivery(id))?.attempts === 2)
    await failed(1)
    expect(await rows()).toMatchObject([{ id, attempts: 2, reason: { code: 'MESSAGE_REJECTED' } }])
  })

  it('is corrected by a new event, and each names the other', async () => {
    await use.start()
    refuseBad()
    await use.send({ id: 'bad' })
    await failed(1)
    const [{ id }] = await rows()
    const before = await use.engine.delivery(id)
    const event = { ...before?.event, properties: { id: 'fixed' } }
    const { deliveries } = (await json(`/api/deliveries/${id}/correct`, { event })) as { deliveries: number[] }
    await use.delivered(1)

    expect(await use.engine.delivery(deliveries[0])).toMatchObject({
      messageId: 'bad#2',
      state: 'delivered',
      event: { messageId: 'bad#2', properties: { id: 'fixed' }, timestamp: before?.event.timestamp },
      corrects: id
    })
    expect(await use.engine.delivery(id)).toMatchObject({
      state: 'filtered',
      reason: { code: 'CORRECTED' },
      event: { messageId: 'bad', properties: { id: 'bad' } },
      correctedBy: deliveries
    })
    expect(await use.counts()).toMatchObject({ delivered: 1, filtered: 1, failed: 0 })
    expect(await operations()).toMatchObject([{ who: user, action: 'edit', what: { deliveries: [id] }, count: 1 }])
  })

  it('can be corrected again if the correction fails', async () => {
    await use.start()
    refuseBad()
    await use.send({ id: 'bad' })
    await failed(1)
    for (const revision of ['bad#2', 'bad#3']) {
      const [{ id }] = await rows()
      const { event } = (await use.engine.delivery(id)) ?? {}
      await json(`/api/deliveries/${id}/correct`, { event })
      await use.until(async () => (await rows()).some(({ messageId }) => messageId === revision))
    }
    expect(await use.counts()).toMatchObject({ filtered: 2, failed: 1 })
  })

  it('whose event could not be taken is routed when it is corrected, and not before', async () => {
    await use.start({ destinations: [use.destination('acme'), use.destination('other')] })
    const body = JSON.stringify({
      writeKey: 'shop-key',
      batch: [{ type: 'trak', event: 'Sent', messageId: 'm1', userId: 'u1' }]
    })
    await fetch(`http://127.0.0.1:${use.engine.port}/v1/batch`, { method: 'POST', body })
    const filter = { destination: 'acme' }
    expect(await json('/api/failures/resend', { filter })).toEqual({ resent: 0, failed: 1 })

    const [{ id }] = await use.engine.failures.deliveries(filter, { limit: 1 })
    const { event } = (await use.engine.delivery(id)) ?? {}
    expect(await json(`/api/deliveries/${id}/correct`, { event })).toEqual({
      error: '"type" must be one of: identify, track, page, screen, group, alias.'
    })
    await json(`/api/deliveries/${id}/correct`, { event: { ...event, type: 'track', properties: { id: 'm1' } } })
    await use.delivered(1)
    expect(use.asked).toMatchObject([{ destination: 'acme', id: 'm1' }])
    expect(await use.counts('other')).toMatchObject({ failed: 1, delivered: 0 })
  })

  it('is discarded', async () => {
    await use.start()
    refuseBad()
    await use.send(...events('bad', 3))
    await failed(3)
    expect(await json('/api/failures/discard', { filter: { user: 'bad1' }, by: 'ann' })).toEqual({ discarded: 1 })
    expect((await use.deliveries()).bad1).toMatchObject({ state: 'filtered', reason: { code: 'DISCARDED' } })
    expect(await use.counts()).toMatchObject({ failed: 2, filtered: 1 })
    expect(await operations()).toMatchObject([{ who: 'ann', action: 'discard', what: { user: '…' }, count: 1 }])
  })

  it.each<[string, string[]]>([
    ['', ['bad0', 'bad1', 'other']],
    ['?event=Sent&user=bad1', ['bad1']],
    ['?only=properties.id+%3D+%22other%22', ['other']],
    ['?code=503', []]
  ])('is exported by %j', async (query, expected) => {
    await use.start()
    use.answer(() => ({ status: 400 }))
    await use.send(...events('bad', 2), { id: 'other' })
    await failed(3)
    const { status, text } = await ask(`/api/failures/export${query}`)
    const lines = text.split('\n').filter((line) => line !== '')
    expect(status).toBe(200)
    expect(lines.map((line) => (JSON.parse(line) as { messageId: string }).messageId)).toEqual(expected)
  })
})

it('keeps what operators do in the store, and names no person', async () => {
  await use.start()
  await use.send({ id: 'm1', userId: 'ann@example.com' })
  await use.delivered(1)
  await json('/api/destinations/acme/pause', { reason: 'It moves.', by: 'ann' })
  await json('/api/destinations/acme/resume', { by: 'bob' })
  await json('/api/erase', { person: 'ann@example.com', by: 'bob' })
  await use.engine.reload(use.config({ destinations: [use.destination('acme', { concurrency: 3 })] }))
  await use.engine.kill()
  await use.start()

  const log = await operations()
  expect(log).toMatchObject([
    { who: user, action: 'config', what: { changes: ['The destination acme has changed: concurrency.'] }, count: 0 },
    { who: 'bob', action: 'erase', what: {}, count: 1 },
    { who: 'bob', action: 'resume', what: { destination: 'acme' }, count: 0 },
    { who: 'ann', action: 'pause', what: { destination: 'acme', reason: 'It moves.' }, count: 0 }
  ])
  expect(log.every(({ at }) => Math.abs(at - Date.now()) < 60_000)).toBe(true)
  expect(JSON.stringify(log)).not.toContain('ann@example.com')
})

it('resends many in steps, behind live events', async () => {
  await use.start()
  refuseBad()
  await use.send(...events('bad', 1200))
  await failed(1200)
  use.asked.length = 0
  use.answer(() => ({}))
  await use.engine.pause('acme')
  const resending = json('/api/failures/resend', { filter: {} })
  await use.send({ id: 'live' })
  expect(await resending).toMatchObject({ resent: 1200 })
  await use.engine.resume('acme')
  await use.delivered(1201)
  // It is among the first that are in flight at the same time.
  expect(use.asked.slice(0, 10).map(({ id }) => id)).toContain('live')
  const steps = await operations()
  expect(steps).toContainEqual(expect.objectContaining({ action: 'resend', count: 1200 }))
})
