import { mappingPaths } from '../mapping-paths'

describe('mappingPaths', () => {
  it.each<[string, unknown, string[], string[]]>([
    ['a path', { '@path': '$.traits.email' }, [], ['$.traits.email']],
    ['a path without a root', { '@path': 'traits.email' }, [], ['$.traits.email']],
    ['the whole event', { '@path': '$.' }, [], ['$']],
    ['a template', { '@template': '{{first}} {{{traits.last}}}' }, [], ['$.first', '$.traits.last']],
    ['Liquid', { '@liquid': '{{ traits.email | upcase }}' }, [], ['$.traits.email']],
    [
      'a choice, in the order in which it is made',
      { '@if': { else: { '@path': '$.c' }, then: { '@path': '$.b' }, exists: { '@path': '$.a' } } },
      [],
      ['$.a', '$.b', '$.c']
    ],
    [
      'a choice with the same path twice',
      { '@if': { exists: { '@path': '$.a' }, then: { '@path': '$.a' }, else: { '@path': '$.b' } } },
      [],
      ['$.a', '$.b']
    ],
    ['a changed text', { '@case': { operator: 'lower', value: { '@path': '$.a' } } }, [], ['$.a']],
    ['a replaced text', { '@replace': { pattern: '-', value: { '@path': '$.a' } } }, [], ['$.a']],
    ['JSON', { '@json': { mode: 'encode', value: { '@path': '$.a' } } }, [], ['$.a']],
    ['a flat object', { '@flatten': { separator: '.', value: { '@path': '$.a' } } }, [], ['$.a']],
    ['merged objects', { '@merge': { objects: [{}, { '@path': '$.a' }], direction: 'right' } }, [], ['$.a']],
    [
      'a part of merged objects',
      { '@merge': { objects: [{}, { '@path': '$.a' }], direction: 'right' } },
      ['b'],
      ['$.a.b']
    ],
    ['what is left out when null', { '@excludeWhenNull': { '@path': '$.a' } }, [], ['$.a']],
    ['a literal', { '@literal': 'a' }, [], []],
    ['a constant', 'a', [], []],
    ['nothing', undefined, [], []],
    ['an object', { a: { '@path': '$.a' }, b: { '@path': '$.b' } }, [], ['$.a', '$.b']],
    ['a part of an object', { a: { '@path': '$.a' }, b: { '@path': '$.b' } }, ['b'], ['$.b']],
    ['a part of a path', { '@path': '$.traits' }, ['address', 'street'], ['$.traits.address.street']],
    ['a list', [{ '@path': '$.a' }, { '@path': '$.b' }], [], ['$.a', '$.b']],
    ['an item of a list', [{ '@path': '$.a' }, { '@path': '$.b' }], ['1'], ['$.b']],
    ['an item of a list in the event', { '@path': '$.a' }, ['1', 'b'], ['$.a[1].b']],
    ['a list in the event', { '@arrayPath': ['$.a', { b: { '@path': '$.c' } }] }, [], ['$.a']],
    ['an item of it', { '@arrayPath': ['$.a', { b: { '@path': '$.c' } }] }, ['2', 'b'], ['$.a[2].c']],
    ['an item of it that stays as it is', { '@arrayPath': ['$.a'] }, ['2', 'b'], ['$.a[2].b']],
    [
      'a changed event',
      { '@transform': { apply: { a: { '@path': '$.b' } }, mapping: { '@path': '$.a' } } },
      [],
      ['$.b']
    ]
  ])('finds the paths of %s', (_what, mapping, inner, paths) => {
    expect(mappingPaths(mapping, inner)).toEqual(paths)
  })
})
