import { acme, MANIFEST } from './acme'
import type { Files } from './acme'
import { findingsOf } from './findings'

/** What is found when the package of a device-mode destination says something else. */
function withChanges(changes: object, files: Files = {}) {
  const manifest = JSON.stringify({ ...MANIFEST, ...changes }, null, 2)
  return findingsOf(acme('device', { files: { 'package.json': manifest, ...files } }))
}

const SCRIPTS = MANIFEST.scripts

describe('the package.json of a device-mode destination', () => {
  it.each<[string, object, Files?]>([
    ['says what those of upstream say', {}],
    ['has a later version', { version: '1.12.3' }],
    ['has a script more', { scripts: { ...SCRIPTS, 'build-es': 'tsc' } }],
    [
      'declares what the destination imports',
      { dependencies: { ...MANIFEST.dependencies, '@segment/actions-core': '^3.170.0' } },
      { 'src/more.ts': `import type { InputField } from '@segment/actions-core/destination-kit/types'` }
    ],
    ['leaves out what only tests import', {}, { 'src/__tests__/more.test.ts': `import '@segment/actions-core'` }]
  ])('is fine when it %s', async (_name, changes, files = {}) => {
    expect((await withChanges(changes, files)).found).toEqual([])
  })

  it.each<[string, object, string, string, Files?]>([
    [
      'another name',
      { name: 'acme-web' },
      '2 package-name',
      'Name the package @segment/analytics-browser-actions-acme-web.'
    ],
    ['a version below 1', { version: '0.1.0' }, '3 package', 'the version 1.0.0'],
    ['no version', { version: undefined }, '1 package', 'the version 1.0.0'],
    ['a version that is none', { version: '^1.0.0' }, '3 package', 'the version 1.0.0'],
    ['another license', { license: 'ISC' }, '9 package', 'Set license to "MIT".'],
    [
      'no repository',
      { repository: undefined },
      '1 package',
      '"directory":"packages/browser-destinations/destinations/acme-web"'
    ],
    [
      'the repository of another folder',
      { repository: { ...MANIFEST.repository, directory: 'packages/acme' } },
      '4 package',
      'Set repository to {'
    ],
    ['no publishConfig', { publishConfig: undefined }, '1 package', 'Set publishConfig to {"access":"public"}'],
    [
      'a registry',
      { publishConfig: { access: 'public', registry: 'https://npm.acme.example' } },
      '10 package',
      'Set publishConfig'
    ],
    [
      'scripts for npm',
      { scripts: { ...SCRIPTS, build: 'npm run build:esm' } },
      '16 package',
      'Set scripts.build to "yarn build:esm && yarn build:cjs"'
    ],
    ['no scripts', { scripts: undefined }, '1 package', 'Set scripts.build:esm to'],
    ['another entry', { main: './dist/index.js' }, '13 package', 'Set main to "./dist/cjs".'],
    ['an older Analytics.js', { peerDependencies: { '@segment/analytics-next': '*' } }, '25 package', 'to ">=1.55.0"'],
    [
      'a package missing that the destination imports',
      {},
      '21 package',
      'Add @segment/actions-core to the dependencies: the destination imports it.',
      { 'src/more.ts': `import type { InputField } from '@segment/actions-core'` }
    ]
  ])('is found with %s', async (_name, changes, where, advice, files = {}) => {
    const findings = await withChanges(changes, files)
    expect(findings.found).toContain(`package.json:${where}`)
    expect(findings.advice).toContain(advice)
  })

  it('is no matter of a cloud-mode destination', async () => {
    expect((await findingsOf(acme('cloud', { files: { 'package.json': '{}' } }))).found).toEqual([])
  })
})
