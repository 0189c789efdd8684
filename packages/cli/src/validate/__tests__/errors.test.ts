import { acme } from './acme'
import type { Files } from './acme'
import { findingsOf } from './findings'

/** What is found in one more file of a destination. */
async function foundIn(mode: 'cloud' | 'device', text: string) {
  const file = mode === 'cloud' ? 'more.ts' : 'src/more.ts'
  return (await findingsOf(acme(mode, { files: { [file]: text } }))).found
}

describe.each([
  ['cloud', 'more.ts'],
  ['device', 'src/more.ts']
] as const)('in %s mode, errors', (mode, file) => {
  it.each([
    [`throw new Error('no')`],
    ['const fail = () => Promise.reject(new TypeError())'],
    [`throw Error('no')`],
    [`throw new globalThis.Error('no')`],
    [`throw new window.RangeError('no')`],
    [`throw 'no'`],
    ['throw `no ${reason}`'],
    [`throw 'no: ' + reason`],
    ['throw { status: 400 }'],
    ['throw [1]'],
    ['class Refused extends Error {}']
  ])('that the framework does not know are found: %s', async (code) => {
    expect(await foundIn(mode, `\n${code}\n`)).toEqual([`${file}:2 error-class`])
  })

  it.each([
    [`throw new PayloadValidationError('no')`],
    ['class Refused extends APIError {}'],
    [`const text = "throw new Error('no')"`],
    ['function isKnown(error: unknown) {\n  if (!(error instanceof Error)) throw error\n}'],
    ['const reject = (error: Error): Error => error']
  ])('of its classes are fine: %s', async (code) => {
    expect(await foundIn(mode, code)).toEqual([])
  })
})

describe('a class of the destination that extends Error', () => {
  const telling = [
    [
      'class No extends Error {\n  constructor(reason: string, readonly code: string, readonly status: number) {\n    super(reason)\n  }\n}'
    ],
    [`class No extends Error {\n  code = 'NO'\n  readonly status = 400\n}`]
  ]

  it.each(telling)('is fine in a browser when it has a code and a status: %j', async (code) => {
    expect(await foundIn('device', code)).toEqual([])
  })

  it.each(telling)('is found in the cloud, where the framework has classes: %j', async (code) => {
    expect(await foundIn('cloud', code)).toEqual(['more.ts:1 error-class'])
  })

  it.each([
    [`class No extends Error {\n  readonly code = 'NO'\n}`],
    ['class No extends Error {\n  constructor(code: string, status: number) {\n    super(code + status)\n  }\n}']
  ])('is found in a browser when it lacks one of them: %j', async (code) => {
    expect(await foundIn('device', code)).toEqual(['src/more.ts:1 error-class'])
  })
})

it('errors of tests may be bare', async () => {
  const files = { '__tests__/more.test.ts': `throw new Error('no')` }
  expect((await findingsOf(acme('cloud', { files }))).found).toEqual([])
})

const CORE = '@segment/actions-core'

describe('instanceof', () => {
  it.each<[string, Files]>([
    ['a class of the framework', { 'more.ts': `import { HTTPError } from '${CORE}'\nerror instanceof HTTPError` }],
    ['one under another name', { 'more.ts': `import { HTTPError as E } from '${CORE}'\nerror instanceof E` }],
    ['one of a namespace', { 'more.ts': `import * as core from '${CORE}'\nerror instanceof core.HTTPError` }],
    ['one of a deeper module', { 'more.ts': `import { APIError } from '${CORE}/errors'\nerror instanceof APIError` }],
    ['the default of a package', { 'more.ts': `import Known from '@segment/actions-shared'\nthing instanceof Known` }],
    [
      'one that another file passes on',
      {
        'more.ts': `import { HTTPError } from './errors'\ne instanceof HTTPError`,
        'errors.ts': `export { HTTPError } from '${CORE}'`
      }
    ],
    [
      'one that another file passes on under another name',
      {
        'more.ts': `import { Failed } from './errors'\ne instanceof Failed`,
        'errors.ts': `import { HTTPError } from '${CORE}'\nexport const Failed = HTTPError`
      }
    ],
    [
      'any of several',
      {
        'more.ts': `import { APIError } from '${CORE}'\nconst known = [APIError].some((type) => error instanceof type)`
      }
    ]
  ])('of %s is found', async (_name, files) => {
    const { found, advice } = await findingsOf(acme('cloud', { files }))
    expect(found).toEqual(['more.ts:2 framework-instanceof'])
    expect(advice).toContain('Tell errors by what they carry, such as status, code or response.')
  })

  it.each<[string, Files]>([
    ['a class of JavaScript', { 'more.ts': 'error instanceof Error || error instanceof globalThis.Error' }],
    ['a class of the browser', { 'more.ts': 'node instanceof HTMLFormElement' }],
    ['a class of the same file', { 'more.ts': `class Refused {}\nanswer instanceof Refused` }],
    [
      'a class of another file of the destination',
      {
        'more.ts': `import { No } from './refused'\na instanceof No`,
        'refused/index.ts': `export { Refused as No } from './class'`,
        'refused/class.ts': 'export class Refused {}'
      }
    ],
    [
      'the framework, in a test',
      { '__tests__/more.test.ts': `import { APIError } from '${CORE}'\ne instanceof APIError` }
    ]
  ])('of %s is fine', async (_name, files) => {
    expect((await findingsOf(acme('cloud', { files }))).found).toEqual([])
  })
})
