import { inventedAnonymousId } from '../analytics-call'
import { recognise, textOf } from '../recognise'

async function eventsIn(text: string) {
  return (await recognise(text)).found?.events
}

const anonymousId = inventedAnonymousId

describe('pasted code', () => {
  it.each<[string, object[]]>([
    [
      `analytics.identify('u', {email: "jane@example.com", 'first-name': \`Jane\`, age: -1, isOld: !1, tags: ['a', , 2,],})`,
      [
        {
          type: 'identify',
          userId: 'u',
          traits: { email: 'jane@example.com', 'first-name': 'Jane', age: -1, isOld: false, tags: ['a', null, 2] }
        }
      ]
    ],
    [
      `window.analytics.track('Signed Up', {}, { integrations: { All: false } }, function () { done() });`,
      [{ type: 'track', anonymousId, event: 'Signed Up', properties: {}, integrations: { All: false } }]
    ],
    [`analytics?.page(() => console.log('track'))`, [{ type: 'page', anonymousId, properties: {} }]],
    [
      `await analytics.screen("Docs", "Home", { plan: undefined, [\`a\${1}\`]: void 0, 'b': null })`,
      [{ type: 'screen', anonymousId, category: 'Docs', name: 'Home', properties: { b: null } }]
    ],
    [
      `// On the checkout
       if (isDone) {
         analytics.group('g', { name: 'Initech' /* the company */ })
         analytics.alias('new', 'old', cb => cb())
       }`,
      [
        { type: 'group', anonymousId, groupId: 'g', traits: { name: 'Initech' } },
        { type: 'alias', userId: 'new', previousId: 'old' }
      ]
    ],
    [
      `analytics.identify('u', {}, () => analytics.track('After', { at: new Date(0), then: new Date('2026-01-02') }))`,
      [
        { type: 'identify', userId: 'u', traits: {} },
        {
          type: 'track',
          userId: 'u',
          event: 'After',
          properties: { at: '1970-01-01T00:00:00.000Z', then: '2026-01-02T00:00:00.000Z' }
        }
      ]
    ],
    [
      `<script>analytics.track('From a page')</script>`,
      [{ type: 'track', anonymousId, event: 'From a page', properties: {} }]
    ],
    [
      `analytics.track({ userId: 'u', event: 'From a server' })`,
      [{ type: 'track', userId: 'u', event: 'From a server' }]
    ],
    [
      `const user = { id: 'u', traits: { plan: 'pro' } }, name = \`Jane \${user.traits.plan}\`
       analytics['identify'](user.id, { ...user.traits, name, plan: user['traits'].plan })`,
      [{ type: 'identify', userId: 'u', traits: { name: 'Jane pro', plan: 'pro' } }]
    ],
    [
      `analytics.track('x', JSON.parse('{}'), { ['__proto__']: 1 })`,
      [{ type: 'track', anonymousId, event: 'x', properties: {}, context: JSON.parse('{"__proto__": 1}') }]
    ]
  ])('%s is read as events', async (code, events) => {
    expect(await eventsIn(code)).toEqual(events)
  })

  it('is never run', async () => {
    const code = `analytics.track('x', { a: (globalThis.wasRun = true), b: fetch('https://example.com') })`
    expect(await eventsIn(code)).toEqual([
      {
        type: 'track',
        anonymousId,
        event: 'x',
        properties: { a: '<globalThis.wasRun = true>', b: `<fetch('https://example.com')>` }
      }
    ])
    expect(globalThis).not.toHaveProperty('wasRun')
  })

  it('has a placeholder for what it does not tell, and says so', async () => {
    const code = 'analytics.identify(user.id, { ...rest, name: `${first} Kim`, email, age: 40 + more }, opts)'
    const { found } = await recognise(code)
    expect(found?.events).toEqual([
      {
        type: 'identify',
        userId: '<user.id>',
        traits: { name: '<first> Kim', email: '<email>', age: '<40 + more>' }
      }
    ])
    expect(found?.notes).toEqual([
      'The values of “user.id”, “...rest”, “first”, “email”, “40 + more”, “opts” aren’t in the code: fill them in.'
    ])
  })

  it.each([
    [
      'analytics.track("Signed Up", {plan: })',
      /^This looks like a call of analytics\.js, but it is not valid JavaScript\. ./
    ],
    ['analytics.identify("u"', /^This looks like a call of analytics\.js, but it is not valid JavaScript\. ./]
  ])('%s is told to be wrong', async (code, problem) => {
    expect(await recognise(code)).toEqual({ problem: expect.stringMatching(problem) })
  })

  it.each(['console.group("a")', 'analytics.ready(go)', 'track("x")', 'x', '', '7', '{"type": "page"}', '[{}]', '()'])(
    '%j is no call that makes an event',
    async (code) => {
      expect((await recognise(code)).found).toBeUndefined()
    }
  )

  it('that is an object is offered, as it may also be JSON with a mistake', async () => {
    const { found } = await recognise(`{type: 'page', name: "Home", // the page\n}`)
    expect(found).toMatchObject({ what: 'a JavaScript object', isUncertain: true })
    expect(found?.events).toEqual([{ type: 'page', name: 'Home' }])
  })
})

describe('pasted lines of JSON', () => {
  it.each([
    '{"type":"page"}\n{"type":"track","event":"}{\\""}',
    '\ufeff{"type":"page"}\r\n\r\n{"type":"track","event":"}{\\""}\r\n',
    '{\n  "type": "page"\n},\n{"type":"track", "event": "}{\\""},\n'
  ])('%j are events', async (text) => {
    expect(await eventsIn(text)).toEqual([{ type: 'page' }, { type: 'track', event: '}{"' }])
  })

  it('are told to be wrong by the number of their line', async () => {
    const { found, problem } = await recognise('{"type":"page"}\n\n{"type":}\n{')
    expect(found).toBeUndefined()
    expect(problem).toMatch(/^Line 3 is not a JSON object\. ./)
  })

  it.each(['{"type":"page"} x', '{"a":1}}', '{"a":{}', 'null\n{}', '{"type":"page",}', '{} []'])(
    '%j are none',
    async (text) => {
      expect((await recognise(text)).found?.isUncertain ?? true).toBe(true)
    }
  )
})

describe('a pasted batch of the Tracking API', () => {
  const batch = {
    writeKey: 'a-write-key',
    context: { ip: '0.0.0.0', app: { name: 'Shop', version: '1' } },
    integrations: { All: false, Wigzo: false },
    sentAt: '2026-03-14T09:27:00.000Z',
    batch: [
      { type: 'identify', userId: 'u', context: { app: { version: '2' } }, integrations: { Wigzo: true } },
      { type: 'page', userId: 'u', writeKey: 'a-write-key' }
    ]
  }
  const events = [
    {
      type: 'identify',
      userId: 'u',
      context: { ip: '0.0.0.0', app: { name: 'Shop', version: '2' } },
      integrations: { All: false, Wigzo: true },
      sentAt: batch.sentAt
    },
    { type: 'page', userId: 'u', context: batch.context, integrations: batch.integrations, sentAt: batch.sentAt }
  ]

  it('is its events, each with what the batch says of all, and without the write key', async () => {
    const { found } = await recognise(JSON.stringify(batch))
    expect(found).toEqual({
      what: 'a batch of Segment’s Tracking API with 2 events',
      events,
      notes: ['The write key was left out.']
    })
  })

  it('is so in lines as well', async () => {
    expect(await eventsIn(`${JSON.stringify(batch)}\n{"type": "track"}`)).toEqual([...events, { type: 'track' }])
  })

  it.each([{ type: 'track', batch: [{}] }, { batch: [] }, { batch: [1] }, { batch: 'x' }])(
    'is not %j',
    async (value) => {
      expect(await recognise(JSON.stringify(value))).toEqual({})
    }
  )
})

it('writes one event as an object, and several as a list', async () => {
  const { found } = await recognise('{"batch": [{"type": "page"}]}')
  expect(found && textOf(found)).toBe('{\n  "type": "page"\n}')
  expect(JSON.parse(textOf({ what: '', events: [{}, {}], notes: [] }))).toEqual([{}, {}])
})
