import type { CheckedFileError, Mistake } from '@partner-destinations/checked-file'
import { readConfig } from '../read-config'
import { acmeCatalog } from './acme-catalog'

const env = { KEY: 'k3y-of-acme', EMPTY: '', WORD: 'trakc' }

function mistakesIn(text: string): Mistake[] {
  try {
    readConfig(text, 'delivery.yaml', { catalog: acmeCatalog, env })
  } catch (error) {
    return (error as CheckedFileError).mistakes
  }
  return []
}

const sources = 'sources: { shop: { writeKey: w } }'
const destinations = 'destinations: { acme: { settings: { apiKey: k } } }'

/** A whole config in which lines of the one destination, from line 4 on, are given. */
function acme(...lines: string[]): string {
  return [sources, 'destinations:', '  acme:', ...lines.map((line) => `    ${line}`)].join('\n')
}

/** The same with a key, and one subscription from line 6 on. */
function subscription(...lines: string[]): string {
  return acme('settings: { apiKey: k }', 'subscriptions:', ...lines.map((line, at) => (at ? '    ' : '  - ') + line))
}

const good = ['name: N', 'action: trackEvent', 'subscribe: type = "track"']

it.each<[what: string, text: string]>([
  ['the smallest config', `${sources}\n${destinations}`],
  ['JSON', '{"sources": {"shop": {"writeKey": "w"}}, "destinations": {"acme": {"settings": {"apiKey": "k"}}}}'],
  ['a subscription', subscription(...good)],
  [
    'an instance with a name of its own',
    acme('settings: { apiKey: k }').replace('acme:', 'mine:') + '\n    destination: acme'
  ],
  ['a setting with tokens of Segment', acme('settings: { apiKey: k, oauth: { access_token: t } }')]
])('takes %s', (_what, text) => {
  expect(mistakesIn(text)).toEqual([])
})

it.each<[what: string, text: string, line: number, path: string, message: string]>([
  // The file
  ['an empty file', '', 1, '', 'This must be an object.'],
  ['no sources', destinations, 1, 'sources', 'This is missing. It must be an object.'],
  ['no destinations', sources, 1, 'destinations', 'This is missing. It must be an object.'],
  [
    'sources without one',
    `sources: {}\n${destinations}`,
    1,
    'sources',
    'Name at least one source: events come from there.'
  ],
  [
    'destinations without one',
    `${sources}\ndestinations: {}`,
    2,
    'destinations',
    'Name at least one destination: events go there.'
  ],
  [
    'an unknown key',
    `${sources}\n${destinations}\nmaxBacklgo: 1`,
    3,
    'maxBacklgo',
    'This key isn\'t known here. Did you mean "maxBacklog"?'
  ],
  [
    'a key that is there twice',
    `${sources}\n${destinations}\nmaxBacklog: 1\nmaxBacklog: 2`,
    4,
    '',
    'This key is there twice. Keep one of them.'
  ],
  [
    'a URL as store',
    `${sources}\n${destinations}\nstore: https://h/d`,
    3,
    'store',
    'This must be a file, or a URL that begins with postgres://.'
  ],
  [
    'a URL as store of a destination',
    acme('settings: { apiKey: k }', 'store: https://h/d'),
    5,
    'destinations.acme.store',
    'This must be a file, or a URL that begins with postgres://.'
  ],
  ['a backlog of none', `${sources}\n${destinations}\nmaxBacklog: 0`, 3, 'maxBacklog', 'This must be at least 1.'],
  [
    'a number as duration',
    `${sources}\n${destinations}\nretention: { failed: 7 }`,
    3,
    'retention.failed',
    'This must be a time such as 30s, 15m, 4h or 7d.'
  ],
  [
    'an unknown unit',
    `${sources}\n${destinations}\nretention: { failed: 7w }`,
    3,
    'retention.failed',
    'This must be a time such as 30s, 15m, 4h or 7d.'
  ],
  [
    'no duration',
    `${sources}\n${destinations}\nretention: { delivered: 0s }`,
    3,
    'retention.delivered',
    'This must be a time such as 30s, 15m, 4h or 7d.'
  ],

  // Sources
  [
    'a source with nothing',
    `sources:\n  shop: {}\n${destinations}`,
    2,
    'sources.shop',
    'Nothing can reach this source. Give it a writeKey for the Tracking API, or a webhookSecret for webhooks.'
  ],
  [
    'a token without a secret',
    `sources:\n  shop:\n    webhookToken: t\n${destinations}`,
    3,
    'sources.shop.webhookToken',
    'A token counts only beside a signature. Add a webhookSecret.'
  ],
  [
    'an empty write key',
    `sources:\n  shop:\n    writeKey: ""\n${destinations}`,
    3,
    'sources.shop.writeKey',
    'This is empty.'
  ],
  [
    'a number as write key',
    `sources:\n  shop:\n    writeKey: 1234\n${destinations}`,
    3,
    'sources.shop.writeKey',
    'This must be a text.'
  ],
  [
    'a key of a source in other letters',
    `sources:\n  shop:\n    writekey: w\n${destinations}`,
    3,
    'sources.shop.writekey',
    'This key isn\'t known here. Did you mean "writeKey"?'
  ],
  [
    'two sources with one write key',
    `sources:\n  shop: { writeKey: w }\n  blog:\n    writeKey: w\n${destinations}`,
    4,
    'sources.blog.writeKey',
    'The source "shop" has the same write key. Give each source one of its own.'
  ],
  [
    'a name that no URL can have',
    `sources:\n  my shop: { writeKey: w }\n${destinations}`,
    2,
    'sources.my shop',
    'A name has at most 64 letters, digits, - and _, and begins with a letter or digit.'
  ],

  // Destinations
  [
    'a name that is no definition',
    acme('settings: {}').replace('acme', 'acem'),
    3,
    'destinations.acem',
    'There is no destination "acem"; there are: acme, bare, broken, faulty. Did you mean "acme"? If this is a name of your own, say which destination it is with "destination:".'
  ],
  [
    'a definition that is not there',
    acme('destination: acem'),
    4,
    'destinations.acme.destination',
    'There is no destination "acem"; there are: acme, bare, broken, faulty. Did you mean "acme"?'
  ],
  [
    'a definition that does not load',
    acme('destination: broken'),
    4,
    'destinations.acme.destination',
    'The destination broken does not load: broken/index.ts:2:12: Unexpected ";"'
  ],
  [
    'a definition without presets',
    acme('destination: bare'),
    3,
    'destinations.acme',
    'Bare has no presets that are switched on from the start. Add "subscriptions:".'
  ],
  [
    'a preset that the framework refuses',
    acme('destination: faulty', 'settings: { apiKey: k }'),
    3,
    'destinations.acme',
    'The subscription "Old": Faulty has no action "removed". Use one of: trackEvent. It is a preset of the destination. Add "subscriptions:" of your own.'
  ],
  [
    'an unknown source',
    acme('settings: { apiKey: k }', 'sources:', '  - shpo'),
    6,
    'destinations.acme.sources[0]',
    'There is no source "shpo"; there are: shop. Did you mean "shop"?'
  ],
  [
    'no source',
    acme('settings: { apiKey: k }', 'sources: []'),
    5,
    'destinations.acme.sources',
    'This must have at least 1 items.'
  ],
  [
    'an unknown order',
    acme('settings: { apiKey: k }', 'order: users'),
    5,
    'destinations.acme.order',
    'This must be "user" or "none".'
  ],
  [
    'a rate limit of 0',
    acme('settings: { apiKey: k }', 'rateLimit: { requests: 0, per: 60s }'),
    5,
    'destinations.acme.rateLimit.requests',
    'This must be at least 1.'
  ],
  [
    'a rate limit without a window',
    acme('settings: { apiKey: k }', 'rateLimit: { requests: 1 }'),
    5,
    'destinations.acme.rateLimit.per',
    'This must be a time such as 30s, 15m, 4h or 7d.'
  ],
  [
    'half a delivery at a time',
    acme('settings: { apiKey: k }', 'concurrency: 0.5'),
    5,
    'destinations.acme.concurrency',
    'This must be a whole number.'
  ],

  // Settings
  [
    'a missing setting',
    acme('settings: {}'),
    4,
    'destinations.acme.settings.apiKey',
    'The setting "API key" (apiKey) is missing. Add it to the settings.'
  ],
  [
    'no settings',
    acme('order: user'),
    3,
    'destinations.acme.settings.apiKey',
    'The setting "API key" (apiKey) is missing. Add it to the settings.'
  ],
  [
    'an unknown setting',
    acme('settings:', '  apiKey: k', '  apikey: k'),
    6,
    'destinations.acme.settings.apikey',
    'There is no setting "apikey" of Acme (Actions); there are: apiKey, region. Did you mean "apiKey"?'
  ],
  [
    'a setting of no choice',
    acme('settings:', '  apiKey: k', '  region: asia'),
    6,
    'destinations.acme.settings.region',
    'The setting "Region" (region) must be "eu" or "us", but it is a text. Correct it in the settings.'
  ],

  // Subscriptions
  [
    'no subscription',
    acme('settings: { apiKey: k }', 'subscriptions: []'),
    5,
    'destinations.acme.subscriptions',
    'This must have at least 1 items.'
  ],
  [
    'a subscription without a name',
    subscription('action: trackEvent', 'subscribe: type = "track"'),
    6,
    'destinations.acme.subscriptions[0].name',
    'A subscription needs a name, which no other one of its destination has.'
  ],
  [
    'a name of spaces',
    subscription('name: " "', ...good.slice(1)),
    6,
    'destinations.acme.subscriptions[0].name',
    'A subscription needs a name, which no other one of its destination has.'
  ],
  [
    'two subscriptions with one name',
    `${subscription(...good)}\n      - { name: N, action: trackEvent, subscribe: 'type = "page"' }`,
    9,
    'destinations.acme.subscriptions[1].name',
    'Another subscription of this destination has this name.'
  ],
  [
    'an unknown action',
    subscription('name: N', 'action: trackEvnet', good[2]),
    7,
    'destinations.acme.subscriptions[0].action',
    'Acme (Actions) has no action "trackEvnet". Use one of: trackEvent. Did you mean "trackEvent"?'
  ],
  [
    'FQL that does not parse',
    subscription('name: N', 'action: trackEvent', 'subscribe: (type = "track"'),
    8,
    'destinations.acme.subscriptions[0].subscribe',
    'Segment cannot read it. Write a condition, such as type = "track", and close each parenthesis.'
  ],
  [
    'empty FQL',
    subscription('name: N', 'action: trackEvent', 'subscribe: ""'),
    8,
    'destinations.acme.subscriptions[0].subscribe',
    'Segment cannot read it. Write a condition, such as type = "track", and close each parenthesis.'
  ],
  [
    'a type that no event has',
    subscription('name: N', 'action: trackEvent', 'subscribe: type = "trakc"'),
    8,
    'destinations.acme.subscriptions[0].subscribe',
    'No event has the type "trakc"; the types are identify, track, page, screen, group, alias and delete. Did you mean "track"?'
  ],
  [
    'a field that no event has',
    subscription('name: N', 'action: trackEvent', 'subscribe: evnt = "A"'),
    8,
    'destinations.acme.subscriptions[0].subscribe',
    'Segment cannot read it. No condition can be about "evnt". Did you mean "event"?'
  ],
  [
    'a field that the action does not have',
    subscription(...good, 'mapping:', '  emial: a'),
    10,
    'destinations.acme.subscriptions[0].mapping.emial',
    'The mapping has the field "emial", which trackEvent doesn\'t have. Did you mean "email"?'
  ],
  [
    'a path as a text',
    subscription(...good, 'mapping:', '  email: $.userId'),
    10,
    'destinations.acme.subscriptions[0].mapping.email',
    'The mapping gives the field "email" the text "$.userId". You probably mean {"@path": "$.userId"}. If you mean the text, write {"@literal": "$.userId"}.'
  ],
  [
    'a directive that the framework refuses',
    subscription(...good, 'mapping:', '  email: { "@path": 1 }'),
    10,
    'destinations.acme.subscriptions[0].mapping.email',
    'The mapping is not valid: /email/@path should be a string or a mapping directive but it is a number.'
  ],
  [
    'a mapping that is a list',
    subscription(...good, 'mapping: []'),
    9,
    'destinations.acme.subscriptions[0].mapping',
    'This must be an object.'
  ],

  // Variables
  [
    'a missing variable',
    acme('settings: { apiKey: "${MISSING}" }'),
    4,
    'destinations.acme.settings.apiKey',
    'The environment variable MISSING is not set. Set it before you start. For a literal ${ write $${.'
  ],
  [
    'an empty variable',
    acme('settings: { apiKey: "a${EMPTY}" }'),
    4,
    'destinations.acme.settings.apiKey',
    'The environment variable EMPTY is empty. Set it before you start. For a literal ${ write $${.'
  ],
  [
    'a variable that is never closed',
    acme('settings: { apiKey: "${KEY" }'),
    4,
    'destinations.acme.settings.apiKey',
    'After ${ comes the name of a variable of letters, digits and _, and then }. For a literal ${ write $${.'
  ],
  [
    'a default for a variable',
    acme('settings: { apiKey: "${KEY:-k}" }'),
    4,
    'destinations.acme.settings.apiKey',
    'After ${ comes the name of a variable of letters, digits and _, and then }. For a literal ${ write $${.'
  ],
  [
    'a variable without quotes in braces',
    acme('settings: { apiKey: ${KEY} }'),
    4,
    '',
    "This isn't YAML: something is left over here. Put a text with special characters, such as { } : #, in quotes."
  ],
  [
    'the wrong value of a variable, without the value',
    subscription('name: N', 'action: trackEvent', 'subscribe: type = "${WORD}"'),
    8,
    'destinations.acme.subscriptions[0].subscribe',
    'No event has the type "${WORD}"; the types are identify, track, page, screen, group, alias and delete. Did you mean "track"?'
  ]
])('names %s, with its line', (_what, text, line, path, message) => {
  expect(mistakesIn(text)).toEqual([{ line, path, message }])
})

it('names all mistakes at once, in the order of the lines', () => {
  const text = [
    'sources:',
    '  shop: { writekey: w }',
    'destinations:',
    '  acme:',
    '    setings: {}',
    '    subscriptions:',
    '      - name: N',
    '        action: track',
    '        subscribe: type = "trakc"',
    '        maping: {}',
    '  acem: {}',
    'retention: { failed: never }'
  ].join('\n')

  expect(mistakesIn(text).map(({ line, path }) => `${line} ${path}`)).toEqual([
    '2 sources.shop.writekey',
    '4 destinations.acme.settings.apiKey',
    '5 destinations.acme.setings',
    '8 destinations.acme.subscriptions[0].action',
    '9 destinations.acme.subscriptions[0].subscribe',
    '10 destinations.acme.subscriptions[0].maping',
    '11 destinations.acem',
    '12 retention.failed'
  ])
})

it.each<[what: string, text: string]>([
  ['a setting', acme('settings:', '  apiKey: [hunter2]', '  region: hunter2')],
  ['a setting from a variable', acme('settings:', '  apiKey: k', '  region: ${KEY}')],
  ['a write key', `sources: { a: { writeKey: hunter2 }, b: { writeKey: hunter2, x: hunter2 } }\n${destinations}`],
  ['a secret that is no text', `sources: { a: { writeKey: w, webhookSecret: [hunter2] } }\n${destinations}`],
  ['a secret in a store', `${sources}\n${destinations}\nstore: mysql://hunter2@host/db`],
  ['a variable in a name', subscription('name: N', 'action: ${KEY}', good[2])],
  ['a variable in a mapping', subscription(...good, 'mapping:', '  email: $.${KEY}')],
  ['a variable in FQL', subscription('name: N', 'action: trackEvent', 'subscribe: type = "track" and x = "${KEY}"')],
  ['a key without quotes', acme('settings: { apiKey: *hunter2 }')]
])('shows no secrets: %s', (_what, text) => {
  const messages = mistakesIn(text).map(({ path, message }) => `${path}: ${message}`)

  expect(messages).not.toEqual([])
  expect(messages.join('\n')).not.toMatch(/hunter2|k3y-of-acme/)
})
