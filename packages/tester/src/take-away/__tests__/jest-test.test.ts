import type { Server } from '@partner-destinations/server'
import { vendors } from '@partner-destinations/vendors'
import { findDestination, startServer, talkTo } from '../../../test/local-server'
import { checkPasted, copyDestinations, runPasted } from '../../../test/pasted-tests'
import { calls, ecommerce } from '../../event/spec-samples'
import type { JsonObject } from '../../json/json'
import { preview, send, setFaults } from '../../server/server'
import type { TesterCall } from '../../server/server'
import { jestTest } from '../jest-test'

let server: Server
const { parent, remove } = copyDestinations()

beforeAll(async () => {
  server = await startServer()
  talkTo(server)
})

afterAll(async () => {
  remove()
  await server.stop()
})

/** Does a call, and makes the test of it. */
async function madeTest(
  call: Partial<TesterCall> & Pick<TesterCall, 'folder' | 'action' | 'payload'>,
  fault?: JsonObject
) {
  const destination = await findDestination(call.folder)
  const whole = { settings: destination.demoSettings, ...call }
  const previews = call.action === 'delete' ? [] : await preview(whole)
  if (fault) await setFaults(call.folder, [fault])
  const steps = await send(whole)
  return jestTest({ call: whole, destination, previews, steps })
}

const peter = vendors.refersion.samples['identify: Peter Gibbons']
const jane = vendors.wishpond.samples['identify: Jane Kim']

/** An event that is hard to write down as code. */
const odd = {
  ...calls.track,
  event: `It's "odd" \u2028 日本語 👟 \u0000`,
  properties: JSON.parse(`{
    "__proto__": {"a": 1}, "first-name": "Jane", "größe": "42", "日本": ["日本語の長い文章", "日本語の長い文章"],
    "numbers": [${Array.from({ length: 60 }, (_, index) => index * 1000 - 20_000).join()}, 1e300, 5e-324],
    "text": "${"It's long, and on a line of its own. ".repeat(5)}",
    "pairs": [[1, 2], [3, 4]], "objects": [{"a": 1, "b": 2}, {"a": 1, "b": 2}], "empty": [{}, [], null]
  }`)
}

describe('a copied test', () => {
  it('passes where it is pasted, and every check of the project, whatever was sent and answered', async () => {
    const refersion = { folder: 'refersion' }
    const wishpond = { folder: 'wishpond', action: 'identifyLead', payload: jane }
    const wrongKeys = { merchantId: '696791', trackingKey: 'fedcba987654' }
    const password = 'Correct-Horse-1'
    const tests: Record<string, string | undefined> = {
      'refersion/new': await madeTest({ ...refersion, action: 'event', payload: peter }),
      'refersion/known': await madeTest({ ...refersion, action: 'createAffiliate', payload: peter }),
      'refersion/password': await madeTest({
        ...refersion,
        action: 'createAffiliate',
        payload: calls.identify,
        mapping: { password, status: 'ACTIVE', company: null, phone: { '@template': '{{userId}}\'s "phone"' } }
      }),
      'refersion/invalid': await madeTest({ ...refersion, action: 'createAffiliate', payload: { type: 'identify' } }),
      'refersion/batch': await madeTest({ ...refersion, action: 'createAffiliate', payload: [jane, {}, peter] }),
      'refersion/delete-batch': await madeTest({ ...refersion, action: 'deleteAffiliate', payload: [peter, jane] }),
      'refersion/on-delete': await madeTest({
        ...refersion,
        action: 'delete',
        payload: { userId: 'jane.kim@example.com' }
      }),
      'wigzo/presets': await madeTest({
        folder: 'wigzo',
        action: 'event',
        payload: [...Object.values(vendors.wigzo.samples), ecommerce['Order Completed'], ecommerce['Product Added']]
      }),
      'wishpond/batch': await madeTest({ folder: 'wishpond', action: 'event', payload: [jane, calls.track] }),
      'wishpond/keys': await madeTest({ ...wishpond, settings: wrongKeys }),
      'wishpond/missing': await madeTest({ ...wishpond, payload: { type: 'identify', traits: {} } }),
      'wishpond/odd': await madeTest({ folder: 'wishpond', action: 'trackEvent', payload: odd }),
      'refersion/delete-none': await madeTest({ ...refersion, action: 'delete', payload: { userId: 'user-1' } }),
      'wishpond/busy': await madeTest(wishpond, { status: 429 }),
      'wishpond/broken': await madeTest(wishpond, { body: 'truncated' }),
      'wishpond/page': await madeTest(wishpond, { status: 502, body: 'not-json' }),
      'wishpond/reset': await madeTest(wishpond, { reset: 'before' }),
      'refersion/reset': await madeTest(
        { ...refersion, action: 'createAffiliate', payload: peter },
        { reset: 'before' }
      ),
      'wigzo/reset': await madeTest(
        { folder: 'wigzo', action: 'trackEvent', payload: calls.track },
        { reset: 'before' }
      )
    }
    const texts = Object.entries(tests).map(([id, text]) => [id, text ?? ''])
    expect(await runPasted(Object.fromEntries(texts) as Record<string, string>, parent)).toEqual({})
    expect(await checkPasted(Object.fromEntries(texts) as Record<string, string>)).toEqual({})
    expect(tests['refersion/password']).not.toContain(password)
    expect(tests['wishpond/keys']).not.toContain(wrongKeys.trackingKey)
  })

  it('would fail if the destination sent something else', async () => {
    const text = await madeTest({ folder: 'wishpond', action: 'identifyLead', payload: jane })
    const failures = await runPasted(
      {
        'wishpond/other': text?.replace("email: 'jane.kim@", "email: 'someone.else@") ?? ''
      },
      parent
    )
    expect(failures['wishpond/other']).toContain('someone.else@example.com')
  })

  it('is none when nothing went to the destination', async () => {
    expect(await madeTest({ folder: 'wishpond', action: 'event', payload: calls.page })).toBeUndefined()
  })
})
