import { manifest } from '@partner-destinations/destination-actions'
import type { Definition } from '@partner-destinations/runner'
import type { JSONObject } from '@segment/actions-core'
import { vendors } from '@partner-destinations/vendors'
import type { VendorName } from '@partner-destinations/vendors'
import { cloudPresets } from '../cloud-presets'
import { FunctionError } from '../function-error'
import { isolatedFunction } from '../isolated-function'
import type { PoorFetch } from '../isolated-function'
import { made, presetFunction, subscriptionTo } from './made'

const answering =
  (status: number, body = '{}'): PoorFetch =>
  async (url) => ({
    status,
    statusText: '',
    url,
    headers: { forEach: (callback) => callback('application/json', 'content-type') },
    text: async () => body
  })

const settingsOf = (vendor: VendorName) => vendors[vendor].demoSettings

describe('the file', () => {
  it.each([
    ['refersion', ['onIdentify', 'onDelete']],
    ['wigzo', ['onIdentify', 'onTrack', 'onPage']],
    ['wishpond', ['onIdentify', 'onTrack']]
  ])('of %s has a handler for each type of event, and at most 350 kB', async (folder, handlers) => {
    const { code, ...rest } = await presetFunction(folder)
    expect(rest.handlers).toEqual(handlers)
    expect(isolatedFunction(code, { fetch: answering(200) }).handlers.sort()).toEqual([...handlers].sort())
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(350_000)
  })

  it('says what it was made from and how to make it again, and shows no path of this machine', async () => {
    const { code } = await presetFunction('wigzo')
    expect(code).toMatch(/^\/\*\n \* Wigzo \(Actions\) as a Segment Destination Function\.\n/)
    expect(code).toContain('./bin/run export function wigzo\n')
    expect(code).toContain('- orgToken (Organization Token): STRING, required, secret')
    expect(code).toContain('// ===== The destination =====\n// wigzo/')
    expect(code).not.toContain(process.cwd())
    expect(code).not.toMatch(/\.\.\/\.\.\//)
  })

  it('has onBatch only if every subscribed action has a batch call', async () => {
    const subscriptions = [subscriptionTo('refersion', 'deleteAffiliate', 'type = "delete"')]
    expect((await made('refersion', { subscriptions, withBatch: true })).handlers).toEqual(['onDelete', 'onBatch'])
    const refused = made('wigzo', { withBatch: true })
    await expect(refused).rejects.toThrow(FunctionError)
    await expect(refused).rejects.toThrow('--batch needs a batch call in every subscribed action, and identifyUser')
  })

  it('declares the settings, with those that are secret', async () => {
    const { settings } = await presetFunction('wishpond')
    expect(settings).toMatchObject([
      { name: 'merchantId', type: 'STRING', required: true, sensitive: false },
      { name: 'trackingKey', type: 'STRING', required: true, sensitive: true }
    ])
  })
})

describe('the presets', () => {
  it('are those whose actions are not in device mode only', async () => {
    const definition = manifest.wishpond as Definition
    const [preset] = definition.presets ?? []
    const inBrowser = { ...preset, name: 'Store Click IDs', partnerAction: 'clickIdPlugin' } as typeof preset
    const { subscriptions, deviceOnly } = cloudPresets({ ...definition, presets: [inBrowser, preset] })
    expect(subscriptions.map(({ name }) => name)).toEqual([preset.name])
    expect(deviceOnly).toEqual(['Store Click IDs'])
  })
})

describe('an invocation', () => {
  const identify = { type: 'identify', userId: 'u-1', traits: { email: 'jane@example.com' } }

  it.each([
    [200, undefined],
    [400, 'Error'],
    [401, 'ValidationError'],
    [429, 'RetryError'],
    [500, 'RetryError'],
    [501, 'Error']
  ])('whose vendor answers with %i ends with %s', async (status, errorClass) => {
    const { code } = await presetFunction('wishpond')
    const isolated = isolatedFunction(code, { fetch: answering(status) })
    expect((await isolated.call('onIdentify', identify, settingsOf('wishpond'))).errorClass).toBe(errorClass)
  })

  it('refuses wrong settings, wrong events and events that nothing takes, each with its class', async () => {
    const isolated = isolatedFunction((await presetFunction('wishpond')).code, { fetch: answering(200) })
    const ended = async (event: JSONObject, settings: JSONObject) =>
      (await isolated.call(event.type === 'track' ? 'onTrack' : 'onIdentify', event, settings)).errorClass
    expect(await ended(identify, {})).toBe('ValidationError')
    expect(await ended({ type: 'identify', traits: {} }, settingsOf('wishpond'))).toBe('InvalidEventPayload')
    expect(await ended({ type: 'none' }, settingsOf('wishpond'))).toBe('EventNotSupported')
  })

  it('refuses a delete event that no subscription takes, if the destination deletes nobody', async () => {
    const subscriptions = [subscriptionTo('wishpond', 'identifyLead', 'type = "delete" and userId = "u-1"')]
    const isolated = isolatedFunction((await made('wishpond', { subscriptions })).code, { fetch: answering(200) })
    const ended = async (userId: string) =>
      (await isolated.call('onDelete', { ...identify, type: 'delete', userId }, settingsOf('wishpond'))).errorClass
    expect(await ended('u-1')).toBeUndefined()
    expect(await ended('u-2')).toBe('EventNotSupported')
  })

  it('deletes the users of the delete events in a batch, whether a subscription takes them or not', async () => {
    const sent: string[] = []
    const fetch: PoorFetch = (url, request) => {
      sent.push(`${url} ${String(request.body)}`)
      return answering(200, '{"total":0,"results":[]}')(url, request)
    }
    const subscriptions = [subscriptionTo('refersion', 'deleteAffiliate', 'type = "delete" and userId = "none"')]
    const { code } = await made('refersion', { subscriptions, withBatch: true })
    const users = ['jane@example.com', 'john@example.com']
    const events = users.map((userId) => ({ type: 'delete', userId }))
    const { entries } = await isolatedFunction(code, { fetch }).call('onBatch', events, settingsOf('refersion'))
    expect(entries).toEqual([{ status: 200 }, { status: 200 }])
    expect(users.map((user) => sent.filter((one) => one.includes(user)).length)).toEqual([1, 1])
  })

  it('ends with a RetryError that says so when the five seconds are used up', async () => {
    const fetch: PoorFetch = () => new Promise(() => undefined)
    const isolated = isolatedFunction((await presetFunction('wishpond')).code, { fetch, faster: 100 })
    const ended = await isolated.call('onIdentify', identify, settingsOf('wishpond'))
    expect(ended.errorClass).toBe('RetryError')
    expect(ended.message).toContain('The 5 seconds that Segment gives a function were used up.')
  })

  it('keeps the settings of two customers apart, also at once, and hides them in errors', async () => {
    const sent: string[] = []
    const fetch: PoorFetch = async (url, request) => {
      sent.push(String(request.body))
      const { writeKey } = JSON.parse(String(request.body)) as { writeKey: string }
      return answering(400, JSON.stringify({ error: `The key ${writeKey} is wrong.` }))(url, request)
    }
    const isolated = isolatedFunction((await presetFunction('wishpond')).code, { fetch })
    const keys = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb']
    const ended = await Promise.all(
      keys.map((trackingKey, index) =>
        isolated.call('onIdentify', { ...identify, userId: `u-${index}` }, { merchantId: '1', trackingKey })
      )
    )
    expect(sent.map((body) => (JSON.parse(body) as JSONObject).writeKey).sort()).toEqual(keys)
    expect(ended.map(({ errorClass }) => errorClass)).toEqual(['Error', 'Error'])
    for (const key of keys) expect(JSON.stringify(ended)).not.toContain(key)
  })
})
