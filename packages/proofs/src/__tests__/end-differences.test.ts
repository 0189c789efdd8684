import type { Fate } from '@partner-destinations/reliability/fate'
import { endDifferences } from '../child/both-ways'
import type { Ended } from '../child/both-ways'

const refused: Fate = {
  kind: 'failed',
  errorClass: 'HTTPError',
  status: 400,
  retry: false,
  messages: ['no such key']
}

const cases: [title: string, framework: Ended, runner: Ended, differences: string[]][] = [
  ['two successes', {}, {}, []],
  ['the same errors', { error: refused }, { error: refused }, []],
  [
    'a masked secret',
    { error: { ...refused, messages: ['no key a1b2'] } },
    { error: { ...refused, messages: ['no key <masked>'] } },
    []
  ],
  ['an error and a success', { error: refused }, {}, ['outcome: HTTPError: no such key / success']],
  [
    'another class',
    { error: refused },
    { error: { ...refused, errorClass: 'Error' } },
    ['errorClass: HTTPError / Error']
  ],
  ['another status', { error: refused }, { error: { ...refused, status: 500 } }, ['status: 400 / 500']],
  [
    'an event that only one retries',
    { error: refused },
    { error: { ...refused, retry: true } },
    ['retry: false / true']
  ],
  [
    'another message',
    { error: refused },
    { error: { ...refused, messages: ['gone'] } },
    ['message: no such key / gone']
  ],
  [
    'another status of an event',
    { entries: [{ status: 200 }] },
    { entries: [{ status: 400 }] },
    ['status of event 1: 200 / 400']
  ],
  ['entries too few', { entries: [{ status: 200 }] }, { entries: [] }, ['entries of the batch: 1 / 0']],
  [
    'settings that both refuse',
    { error: { ...refused, errorClass: 'AggregateAjvError' } },
    { error: { ...refused, errorClass: 'BadCallError', messages: [] } },
    []
  ],
  [
    'settings that only the runner refuses',
    { error: refused },
    { error: { ...refused, errorClass: 'BadCallError', messages: [] } },
    ['errorClass: HTTPError / BadCallError']
  ]
]

test.each(cases)('compares %s', (_title, framework, runner, differences) => {
  expect(endDifferences(framework, runner)).toEqual(differences)
})
