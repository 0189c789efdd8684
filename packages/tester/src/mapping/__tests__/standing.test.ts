import type { Field } from '@partner-destinations/server/wire'
import type { JsonObject } from '../../json/json'
import { standingsOf } from '../standing'

const whenClosed = { conditions: [{ fieldKey: 'operation', operator: 'is', value: 'close' }] } as const
const conditions = { conditions: [...whenClosed.conditions] }
const fields: Record<string, Field> = {
  operation: { label: 'Operation', type: 'string', required: true, default: 'open' },
  reason: { label: 'Reason', type: 'string', depends_on: conditions, required: conditions },
  note: { label: 'Note', type: 'string', required: conditions },
  synced: {
    label: 'Synced',
    type: 'string',
    required: true,
    depends_on: { conditions: [{ type: 'syncMode', operator: 'is', value: 'add' }] }
  },
  internal: { label: 'Internal', type: 'string', unsafe_hidden: true }
}

const needless = { isRequired: false, whyHidden: 'does not apply: depends on Operation' }

describe('the standing of fields', () => {
  it.each<[string, JsonObject, unknown, string | undefined, object]>([
    [
      'by their defaults',
      {},
      undefined,
      undefined,
      { operation: { isRequired: true }, reason: needless, note: { isRequired: false } }
    ],
    [
      'by fixed values',
      { operation: 'close' },
      undefined,
      undefined,
      { reason: { isRequired: true }, note: { isRequired: true } }
    ],
    [
      'by what the mapping makes of the event',
      { operation: { '@path': '$.properties.operation' } },
      { operation: 'close' },
      undefined,
      { reason: { isRequired: true } }
    ],
    ['without a preview', { operation: { '@path': '$.operation' } }, undefined, undefined, { reason: needless }],
    ['by the sync mode', {}, undefined, 'add', { synced: { isRequired: true } }],
    [
      'by another sync mode',
      {},
      undefined,
      'delete',
      { synced: { isRequired: false, whyHidden: 'does not apply: depends on the sync mode' } }
    ],
    ['by Segment', {}, undefined, undefined, { internal: { isRequired: false, whyHidden: 'hidden in Segment' } }]
  ])('is told %s', (_by, mapping, payload, syncMode, standings) => {
    expect(standingsOf(fields, mapping, payload, syncMode)).toMatchObject(standings)
  })
})
