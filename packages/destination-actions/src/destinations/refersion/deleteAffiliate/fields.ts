import type { InputField } from '@segment/actions-core'
import { firstEmail } from '../directives'

/** Refersion accepts no more ids in one call. */
const MAX_BATCH_SIZE = 50

export const fields: Record<string, InputField> = {
  email: {
    label: 'Email',
    description: 'Email address of the affiliate. All affiliates with exactly this address are disabled.',
    type: 'string',
    // One of the three fields must identify the affiliate.
    required: {
      match: 'all',
      conditions: [
        { fieldKey: 'affiliate_code', operator: 'is', value: undefined },
        { fieldKey: 'affiliate_id', operator: 'is', value: undefined }
      ]
    },
    default: firstEmail('$.email', '$.traits.email', '$.context.traits.email')
  },
  affiliate_code: {
    label: 'Affiliate Code',
    description:
      "Refersion's code of the affiliate, as in the affiliate's links. It is used instead of Email. Never map a Segment user ID here.",
    type: 'string'
  },
  affiliate_id: {
    label: 'Affiliate ID',
    description:
      "Refersion's numeric ID of the affiliate. It is used instead of Affiliate Code and Email. Never map a Segment user ID here: it could be the ID of somebody else.",
    // Not an integer: the framework would read `true` as the affiliate 1.
    type: 'string'
  },
  enable_batching: {
    label: 'Batch Data',
    description: 'Whether Segment sends events in batches. Batches need fewer requests to Refersion.',
    type: 'boolean',
    default: true
  },
  batch_size: {
    label: 'Batch Size',
    description: 'The maximum number of events in a batch.',
    type: 'number',
    default: MAX_BATCH_SIZE,
    maximum: MAX_BATCH_SIZE,
    unsafe_hidden: true
  }
}
