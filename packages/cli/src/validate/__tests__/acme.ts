import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { placeOf } from '../../places'
import type { Place } from '../../places'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'validate-'))
afterAll(() => fs.rmSync(root, { recursive: true }))

const SEND = `export default {
  title: 'Send',
  description: 'Sends the event to Acme.',
  defaultSubscription: 'type = "track"',
  fields: {
    event: {
      label: 'Event',
      description: 'Its name.',
      type: 'string',
      default: { '@path': '$.event' }
    }
  },
  perform: (request, { payload }) => request('https://api.acme.example/v1/events', { json: [payload] })
}
`

const BATCHED_SEND = SEND.replace(
  '\n  },\n  perform',
  `,
    enable_batching: { label: 'B', description: 'B.', type: 'boolean', default: true },
    batch_size: { label: 'S', description: 'S.', type: 'number', default: 100, unsafe_hidden: true }
  },
  performBatch: (request, { payload }) => request('https://api.acme.example/v1/events', { json: payload }),
  perform`
)

const CLOUD = {
  'index.ts': `import send from './send'

const destination = {
  name: 'Acme (Actions)',
  slug: 'actions-acme',
  mode: 'cloud',
  authentication: {
    scheme: 'custom', testAuthentication: (request) => request('https://api.acme.example/v1/me'),
    fields: {
      apiKey: { label: 'Key', description: 'Your key.', type: 'password' }
    }
  },
  presets: [
    {
      name: 'Events',
      type: 'automatic',
      subscribe: 'type = "track"',
      partnerAction: 'send',
      mapping: { event: { '@path': '$.event' }, enable_batching: true, batch_size: 100 }
    }
  ],
  actions: { send }
}

export default destination
`,
  'api.ts': `import { ACME_API_VERSION } from './versioning-info'

export const API = \`https://api.acme.example/\${ACME_API_VERSION}\`
`,
  'versioning-info.ts': `export const ACME_API_VERSION = 'v1'\n`,
  'generated-types.ts': '',
  'metadata.json': '',
  'send/index.ts': BATCHED_SEND,
  'send/generated-types.ts': '',
  'send/__tests__/index.test.ts': '',
  '__tests__/snapshot.test.ts': `import { generateTestData } from '../../../lib/test-data'\n`,
  '__tests__/__snapshots__/snapshot.test.ts.snap': ''
}

/** The `package.json` of a device-mode destination of Acme, as upstream's are. */
export const MANIFEST = {
  name: '@segment/analytics-browser-actions-acme-web',
  version: '1.0.0',
  repository: {
    type: 'git',
    url: 'https://github.com/segmentio/action-destinations',
    directory: 'packages/browser-destinations/destinations/acme-web'
  },
  license: 'MIT',
  publishConfig: { access: 'public' },
  main: './dist/cjs',
  module: './dist/esm',
  scripts: {
    build: 'yarn build:esm && yarn build:cjs',
    'build:cjs': 'tsc --module commonjs --outDir ./dist/cjs',
    'build:esm': 'tsc --outDir ./dist/esm'
  },
  typings: './dist/esm',
  dependencies: { '@segment/browser-destination-runtime': '^1.6.0' },
  peerDependencies: { '@segment/analytics-next': '>=1.55.0' }
}

const DEVICE = {
  'package.json': JSON.stringify(MANIFEST, null, 2),
  'README.md': '',
  'metadata.json': '',
  'tsconfig.json': '{}',
  'src/index.ts': CLOUD['index.ts']
    .replace('const destination', 'export const destination')
    .replace('actions-acme', 'actions-acme-web')
    .replace("mode: 'cloud'", "mode: 'device'")
    .replace(', enable_batching: true, batch_size: 100', '')
    .replace(/authentication: \{\n\s+scheme.*\n\s+fields: (\{[^}]*\}\n\s+\})\n\s+\}/, 'settings: $1'),
  'src/generated-types.ts': '',
  'src/__tests__/index.test.ts': '',
  'src/send/index.ts': SEND,
  'src/send/generated-types.ts': '',
  'src/send/__tests__/index.test.ts': ''
}

/** Files by their paths in the destination; undefined for one that is not there. */
export type Files = Record<string, string | undefined>

/** A piece of the text of a file, and what stands in its place instead. */
export type Edit = [file: string, piece: string, instead: string]

let made = 0

/** Writes a destination of Acme in which nothing is to be mended, but for the given edits and files. */
export function acme(mode: Place['mode'], { edits = [], files = {} }: { edits?: Edit[]; files?: Files } = {}): Place {
  const all: Files = { ...(mode === 'cloud' ? CLOUD : DEVICE), ...files }
  for (const [file, piece, instead] of edits) {
    const text = all[file]
    if (!text?.includes(piece)) throw new Error(`${file} has no ${piece}`)
    all[file] = text.replace(piece, () => instead)
  }
  // Each in a folder of its own: a module is loaded once.
  const parent =
    mode === 'cloud' ? `${made++}/src/destinations/acme` : `${made++}/browser-destinations/destinations/acme-web`
  const folder = path.join(root, parent)
  for (const [file, text] of Object.entries(all)) {
    if (text === undefined) continue
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    fs.writeFileSync(path.join(folder, file), text)
  }
  const place = placeOf(folder)
  if (!place) throw new Error(`${folder} is no destination`)
  return place
}
