import { say, statuses } from './raw-client'
import { useServer } from './use-server'

const server = useServer()
const { call } = server

beforeEach(() => call('DELETE', '/sandbox/wishpond'))

const identify = (traits: object) => ({ type: 'identify', userId: 'u-1', traits })

/** An object in an object and so on, as JSON. */
const nested = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)

/** The attributes of the lead that the event made. */
async function attributes() {
  return (await call('GET', '/sandbox/wishpond')).body.leads[0].attributes
}

describe('JSON', () => {
  it.each([
    ['deep objects', `{"type":"identify","userId":"u","traits":${nested(100_000)}}`, /nested deeper than 500 levels/],
    ['deep lists', '['.repeat(100_000) + ']'.repeat(100_000), /nested deeper than 500 levels/],
    ['deep JSON that breaks off', '{"a":'.repeat(100_000), /not valid JSON: it is nested too deep to say where/],
    ['nothing', '', /not valid JSON: value expected at line 1, column 1/],
    ['a NUL', '\0', /not valid JSON/],
    ['what only JavaScript knows', '{"payload": undefined}', /not valid JSON/],
    ['a thousand events and one more', JSON.stringify(Array(1001).fill({})), /has 1001 events, but one call takes 1000/]
  ])('of %s is refused', async (_what, body, error) => {
    for (const path of ['/wishpond/event', '/wishpond/identifyLead', '/preview/wishpond/event', '/refersion/delete']) {
      expect(await call('POST', path, body)).toMatchObject({
        status: 400,
        body: { error: expect.stringMatching(error) }
      })
    }
  })

  it('that is no UTF-8 is refused', async () => {
    const head = 'POST /wishpond/event HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\n\r\n'
    const bytes = Buffer.concat([Buffer.from(head), Buffer.from([0xff, 0xc0, 0x80])])
    expect(statuses(await say(server.port, bytes))).toEqual([400])
  })

  it('as deep as may be goes all the way, also indented', async () => {
    const body = `{"type":"identify","userId":"u-1","traits":${nested(490)}}`
    const { status, body: steps } = await call('POST', '/wishpond/event?pretty', body)
    expect([status, steps[0].response.statusCode]).toEqual([200, 200])
    expect(JSON.stringify(await attributes())).toBe(nested(490))
  })

  it.each([
    ['half a pair of surrogates', '"\\ud800x"', '\ud800x'],
    ['a NUL', '"a\\u0000b"', 'a\0b'],
    ['the smallest number', '5e-324', 5e-324],
    ['text in both directions', '"a\\u202Eb"', 'a\u202Eb'],
    ['backslashes that would take a pattern years', `"${'\\\\'.repeat(200_000)}"`, '\\'.repeat(200_000)]
  ])('with %s arrives as it is', async (_what, json, value) => {
    const { body } = await call('POST', '/wishpond/event', `{"type":"identify","userId":"u-1","traits":{"a":${json}}}`)
    expect(body[0].response.statusCode).toBe(200)
    expect(await attributes()).toEqual({ a: value })
  })
})

describe('a key that every object inherits', () => {
  const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'then']

  it.each(keys)('%s changes nothing wherever it stands', async (key) => {
    const evil = `{"${key}":{"polluted":true}}`
    const event = `{"type":"identify","userId":"u-1","traits":{"a":1},"${key}":{"polluted":true}}`
    const settings = `{"merchantId":"123456","trackingKey":"0123456789ab","${key}":{"polluted":true}}`
    for (const [path, body] of [
      ['/wishpond/event', event],
      ['/wishpond/event', `{"payload":${event},"settings":${settings}}`],
      [
        '/wishpond/identifyLead',
        `{"payload":${event},"auth":${evil},"features":${evil},"subscriptionMetadata":${evil}}`
      ],
      ['/wishpond/identifyLead', `{"payload":${event},"${key}":{"polluted":true}}`]
    ]) {
      const { body: steps } = await call('POST', path, body)
      expect([path, body, steps.at(-1).response?.statusCode]).toEqual([path, body, 200])
    }
    // It is no field either.
    const mapped = await call('POST', '/wishpond/identifyLead', `{"payload":${event},"mapping":${evil}}`)
    expect(mapped).toMatchObject({ status: 400, body: { error: expect.stringContaining(`the field "${key}", which`) } })
    // The next call, of the same processes, knows nothing of it.
    const { body } = await call('POST', '/wishpond/event', identify({ a: 2 }))
    expect(JSON.stringify(body)).not.toContain('polluted')
    expect(await attributes()).toEqual({ a: 2 })
  })

  it.each(keys)('%s is no name of anything', async (key) => {
    for (const path of [
      `/wishpond/${key}`,
      `/${key}/event`,
      `/preview/wishpond/${key}`,
      `/wishpond/identifyLead/${key}`
    ]) {
      expect((await call('POST', path, { payload: {} })).status).toBe(404)
    }
    const fault = `{"${key}":1,"status":500}`
    expect((await call('PUT', '/sandbox/wishpond/faults', fault)).status).toBe(400)
  })
})

describe('a secret', () => {
  const settings = (trackingKey: string) => ({ merchantId: '123456', trackingKey })

  it.each([
    ['of one character', '~'],
    ['that is a word of every answer', 'request'],
    ['that is a pattern', '(a+)+$|.*'],
    ['that is the whole of an expression in a mapping', '{{settings.trackingKey}}'],
    ['that was encoded', 'a%2Fb%25'],
    ['of backslashes', '\\\\\\\\\\\\\\\\\\\\\\\\x'],
    ['of other letters', 'schlüssel-密码-🔑'],
    ['with a line break', '-----BEGIN\nKEY-----'],
    ['of 100,000 characters', 's'.repeat(100_000)],
    ['of 10,000 letters that are not ASCII', '密'.repeat(10_000)]
  ])('%s stands in no answer, wherever the event has it', async (_what, secret) => {
    const payload = {
      ...identify({ note: `${secret}!`, [secret]: 1, url: encodeURIComponent(secret) }),
      userId: secret
    }
    const answers = [
      await call('POST', '/wishpond/event', { payload, settings: settings(secret) }),
      await call('POST', '/wishpond/identifyLead', { payload: [payload], settings: settings(secret) }),
      await call('POST', '/preview/wishpond/event', { payload, settings: settings(secret) }),
      await call('POST', '/wishpond/authenticate', settings(secret)),
      await call('POST', '/wishpond/identifyLead', {
        payload,
        settings: settings(secret),
        mapping: { userId: { '@template': `{% ${secret}` } }
      })
    ]
    for (const { status, body } of answers) {
      expect([200, 400]).toContain(status)
      // Keys of our own stay, whatever the secret is.
      const text = JSON.stringify(body).replace(/"request":|"requestError":/g, '')
      for (const form of [secret, encodeURIComponent(secret)]) {
        expect(text.includes(JSON.stringify(form).slice(1, -1))).toBe(false)
      }
    }
    expect(JSON.stringify(answers[0].body)).toContain('<masked>')
  })

  it('is refused where there are more of them than can be looked for', async () => {
    const auth = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`k${index}`, `v${index}`]))
    expect(await call('POST', '/wishpond/identifyLead', { payload: identify({}), auth })).toMatchObject({
      status: 400,
      body: { error: 'The settings and "auth" contain too many secrets to hide.' }
    })
  })

  it('is not shown where an event has more passwords than can be looked for', async () => {
    const traits = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`k${index}`, { password: `pass-${index}` }])
    )
    const { status, body } = await call('POST', '/wishpond/event', identify(traits))
    expect([status, body[0].response.statusCode]).toEqual([200, 200])
    expect(JSON.stringify(body)).not.toMatch(/pass-\d/)
  })
})
