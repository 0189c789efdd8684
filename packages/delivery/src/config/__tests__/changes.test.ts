import { changesBetween } from '../changes'
import { readConfig } from '../read-config'
import { acmeCatalog } from './acme-catalog'

const lines = {
  store: 'store: ./a.db',
  sources: 'sources: { shop: { writeKey: w } }',
  destinations: 'destinations: { acme: { settings: { apiKey: old-key } } }'
}

function config(changed: Partial<typeof lines> = {}) {
  const text = Object.values({ ...lines, ...changed }).join('\n')
  return readConfig(text, '/etc/delivery.yaml', { catalog: acmeCatalog, env: {} })
}

it.each<[what: string, changed: Parameters<typeof config>[0], changes: string[]]>([
  ['nothing', {}, []],
  [
    'a new source',
    { sources: 'sources: { shop: { writeKey: w }, blog: { writeKey: v } }' },
    ['The source blog is new.', 'The destination acme has changed: sources.']
  ],
  [
    'another source',
    { sources: 'sources: { blog: { writeKey: v } }' },
    [
      'The source shop was removed: its events are refused.',
      'The source blog is new.',
      'The destination acme has changed: sources.'
    ]
  ],
  ['a rotated write key', { sources: 'sources: { shop: { writeKey: v } }' }, ['The source shop has changed.']],
  [
    'a rotated key of the vendor',
    { destinations: lines.destinations.replace('old', 'new') },
    ['The destination acme has changed: settings.']
  ],
  [
    'a limit and an order',
    { destinations: lines.destinations.replace('{ settings', '{ order: none, concurrency: 2, settings') },
    ['The destination acme has changed: order, concurrency.']
  ],
  [
    'another destination',
    { destinations: 'destinations: { mine: { destination: acme, settings: { apiKey: k } } }' },
    ['The destination acme was removed: its pending deliveries fail.', 'The destination mine is new.']
  ]
])('says what has changed: %s', (_what, changed, changes) => {
  expect(changesBetween(config(), config(changed))).toEqual(changes)
})
