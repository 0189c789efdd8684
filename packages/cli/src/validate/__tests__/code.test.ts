import { acme } from './acme'
import type { Files } from './acme'
import { findingsOf } from './findings'

/** What is found in one more file of a cloud-mode destination. */
async function foundIn(text: string, file = 'more.ts') {
  return (await findingsOf(acme('cloud', { files: { [file]: text } }))).found
}

describe('imports', () => {
  it.each([
    [`import { z } from 'zod'`, 'more.ts'],
    [`import type { Settings } from '../wigzo/generated-types'`, 'more.ts'],
    [`export { generateTestData } from '../../lib/test-data'`, 'more.ts'],
    [`import nock from 'nock'`, 'more.ts'],
    [`import { manifest } from '@partner-destinations/destination-actions'`, '__tests__/more.test.ts'],
    [`const zod = require('zod')`, 'more.ts'],
    [`const zod = import('zod')`, 'more.ts'],
    [`import zod = require('zod')`, 'more.ts'],
    [`let schema: import('zod').Schema`, 'more.ts'],
    [`import { createHash } from 'crypto'`, 'more.ts'],
    [`import { createHash as hash } from 'node:crypto'`, 'more.ts']
  ])('of what upstream has not are found: %s in %s', async (code, file) => {
    expect(await foundIn(`\n${code}\n`, file)).toEqual([`${file}:2 foreign-import`])
  })

  it.each([
    [`import { APIError } from '@segment/actions-core'`, 'more.ts'],
    [`import type { FieldTypeName } from '@segment/actions-core/destination-kit/types'`, 'more.ts'],
    [`import pick from 'lodash/pick'`, 'more.ts'],
    [`import { createHmac } from 'crypto'`, 'more.ts'],
    [`import { readFileSync } from 'node:fs'`, 'more.ts'],
    [`import { API } from '../api'`, 'send/more.ts'],
    [`import nock from 'nock'`, '__tests__/more.test.ts'],
    [`import { generateTestData } from '../../../lib/test-data'`, '__tests__/more.test.ts']
  ])('of what upstream has are fine: %s in %s', async (code, file) => {
    expect(await foundIn(code, file)).toEqual([])
  })

  it.each([
    [`import { loadScript } from '@segment/browser-destination-runtime/load-script'`, []],
    [`import type { Analytics } from '@segment/analytics-next'`, []],
    [`import fs from 'fs'`, ['src/more.ts:1 foreign-import']],
    [`import dayjs from 'dayjs'`, ['src/more.ts:1 foreign-import']]
  ])('in the browser are of its own packages: %s', async (code, found) => {
    expect((await findingsOf(acme('device', { files: { 'src/more.ts': code } }))).found).toEqual(found)
  })
})

describe('comments', () => {
  it.each([
    ['// send(payload)'],
    ['// const total = 1'],
    ['// return request(url, {\n//   json: payload\n// })'],
    ['// Not yet:\n// if (payload.id) {\n//   send(payload)\n// }'],
    [`const options = {\n  // method: 'post',\n}`],
    ['/* await send(payload) */'],
    [`// import send from './send'`],
    ['const done = true // send(payload)'],
    ['// payload.id = undefined']
  ])('that are code are found: %j', async (code) => {
    expect(await foundIn(code)).toEqual([expect.stringMatching(/^more\.ts:\d commented-out-code$/)])
  })

  it.each([
    ['// Note: this'],
    ['// return early'],
    ['// Seconds (UTC), not milliseconds.'],
    ['// GET /users'],
    ['// https://api.acme.example/v1'],
    ['// eslint-disable-next-line no-console'],
    ['// The vendor answers { "id": 1 }.'],
    ['/** Sends it: `send(payload)`\n * @example\n * send(payload)\n */'],
    ['const text = "// send(payload)" + `\n// send(payload)\n`'],
    ['const pattern = /\\/\\/ send(payload)/']
  ])('that are words, or no comments, are fine: %j', async (code) => {
    expect(await foundIn(code)).toEqual([])
  })

  it('are found at the line where they start', async () => {
    expect(await foundIn('const a = 1\n\n// First words,\n// then code:\n// send(payload)\n')).toEqual([
      'more.ts:3 commented-out-code'
    ])
  })
})

describe("the version of the vendor's API", () => {
  it.each<[string, Files, string]>([
    ['has no file', { 'versioning-info.ts': undefined, 'api.ts': '' }, 'index.ts:1 versioning-info'],
    [
      'is no constant',
      { 'versioning-info.ts': 'export const ACME_API_VERSION = next()' },
      'versioning-info.ts:1 versioning-info'
    ],
    [
      'is not exported',
      { 'versioning-info.ts': `const ACME_API_VERSION = 'v1'` },
      'versioning-info.ts:1 versioning-info'
    ],
    ['is not used', { 'api.ts': '' }, 'versioning-info.ts:1 versioning-info'],
    [
      'is used by tests only',
      { 'api.ts': '', '__tests__/api.test.ts': `import { ACME_API_VERSION } from '../versioning-info'` },
      'versioning-info.ts:1 versioning-info'
    ]
  ])('is found when it %s', async (_name, files, found) => {
    expect((await findingsOf(acme('cloud', { files }))).found).toEqual([found])
  })
})

describe('files', () => {
  it.each([
    ['generated-types.ts', './bin/run generate types'],
    ['metadata.json', './bin/run generate metadata-payload'],
    ['send/generated-types.ts', './bin/run generate types'],
    ['send/__tests__/index.test.ts', 'Add tests.'],
    ['__tests__/snapshot.test.ts', 'Add this file'],
    ['__tests__/__snapshots__/snapshot.test.ts.snap', 'npx jest']
  ])('that are missing in cloud mode are found: %s', async (file, advice) => {
    const findings = await findingsOf(acme('cloud', { files: { [file]: undefined } }))
    expect(findings.found).toEqual([`${file.replace('/index.test.ts', '')}:1 layout`])
    expect(findings.advice).toContain(advice)
  })

  it.each(['README.md', 'tsconfig.json', 'package.json'])(
    'that are missing in device mode are found: %s',
    async (file) => {
      expect((await findingsOf(acme('device', { files: { [file]: undefined } }))).found).toEqual([`${file}:1 layout`])
    }
  )

  it('of an action are in a folder named as its key', async () => {
    const { found } = await findingsOf(
      acme('cloud', { edits: [['index.ts', 'actions: { send }', 'actions: { post: send }']] })
    )
    expect(found).toEqual(
      expect.arrayContaining(['post/index.ts:1 layout', 'post/generated-types.ts:1 layout', 'post/__tests__:1 layout'])
    )
  })
})
