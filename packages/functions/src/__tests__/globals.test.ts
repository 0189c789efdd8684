import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Definition } from '@partner-destinations/runner'
import { FunctionError } from '../function-error'
import { makeFunction } from '../function'
import { isolatedFunction } from '../isolated-function'
import type { PoorFetch } from '../isolated-function'

const folder = mkdtempSync(path.join(os.tmpdir(), 'functions-'))
afterAll(() => rmSync(folder, { recursive: true }))

const action = { title: 'Send', description: '', fields: {} }
const definition: Definition = {
  name: 'Acme',
  mode: 'cloud',
  actions: { send: { ...action, perform: () => undefined } }
}
let count = 0

/** A function of a destination whose action does what the code says. */
async function functionOf(perform: string): Promise<string> {
  const source = path.join(folder, `destination-${count++}.ts`)
  const actions = `{ send: { ...${JSON.stringify(action)}, perform: async (request) => { ${perform} } } }`
  writeFileSync(source, `export default { name: 'Acme', mode: 'cloud', actions: ${actions} }`)
  const { code } = await makeFunction({
    definition,
    source,
    subscriptions: [{ name: 'Send', partnerAction: 'send', subscribe: 'type = "track"', mapping: {} }],
    subscriptionsAre: 'those of a test',
    withBatch: false,
    command: 'test'
  })
  return code
}

/** What the action of such a function sends. */
async function sentBy(perform: string): Promise<unknown> {
  let sent: unknown
  const fetch: PoorFetch = async (url, { body }) => {
    sent = body
    return { status: 200, statusText: '', url, headers: { forEach: () => undefined }, text: async () => '' }
  }
  expect(await isolatedFunction(await functionOf(perform), { fetch }).call('onTrack', { type: 'track' }, {})).toEqual(
    {}
  )
  return sent
}

const send = (value: string) => `await request('https://vendor.example', { method: 'post', body: String(${value}) })`

describe('a global that Segment does not document', () => {
  it.each([
    ['structuredClone', 'return structuredClone({})'],
    ['setInterval', 'setInterval(() => undefined, 1)'],
    ['FormData', 'return new FormData()'],
    ['Headers', 'return new Headers()'],
    ['process', 'return process.uptime()'],
    ['__dirname', 'return __dirname']
  ])('is refused by its name: %s', async (name, perform) => {
    const made = functionOf(perform)
    await expect(made).rejects.toThrow(FunctionError)
    await expect(made).rejects.toThrow(
      `of Acme: it uses the global "${name}", which a Segment Function can't count on.`
    )
  })

  it.each([
    ['is found missing by code that looks for it', "typeof setInterval === 'function' ? setInterval : 'none'", 'none'],
    ['is no variable of the same name', 'await (async (structuredClone) => structuredClone)("own")', 'own'],
    ['is brought along if it is simple', "new TextEncoder().encode('é')", '195,169'],
    ['is brought along for both ways', 'new TextDecoder().decode(new Uint8Array([195, 169]))', 'é'],
    ['is brought along for base64', "btoa(atob('AP8='))", 'AP8='],
    ['is found in the global object too', "(() => { const all = globalThis; return all.btoa('a') })()", 'YQ=='],
    [
      'is found there if it is a class',
      "(() => { const all = global; return new all.TextEncoder().encode('a') })()",
      '97'
    ]
  ])('%s', async (_, value, expected) => {
    expect(await sentBy(send(value))).toBe(expected)
  })

  it('is not added to those of other code', async () => {
    expect(
      await sentBy(send("(() => { const all = globalThis; all.btoa('a'); return typeof runtimeGlobals.btoa })()"))
    ).toBe('undefined')
  })
})

describe('a destination with an agent of its own', () => {
  it.each(['{ keepAlive: true }', 'undefined'])('keeps the deadline: %s', async (agent) => {
    const code = await functionOf(`await request('https://vendor.example', { agent: ${agent} })`)
    const isolated = isolatedFunction(code, { fetch: () => new Promise(() => undefined), faster: 100 })
    const { errorClass, message } = await isolated.call('onTrack', { type: 'track' }, {})
    expect(errorClass).toBe('RetryError')
    expect(message).toContain(
      'The 5 seconds that Segment gives a function were used up. vendor.example had not answered.'
    )
  })
})
