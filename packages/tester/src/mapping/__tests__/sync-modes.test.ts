import type { SyncModes } from '@partner-destinations/server/wire'
import { syncModeOf, withSyncMode } from '../sync-modes'

const modes: SyncModes = { label: 'How', description: '', default: 'upsert', choices: [] }

describe('a mapping', () => {
  it.each([
    [undefined, { a: 1 }, { a: 1 }, undefined],
    [modes, { a: 1 }, { a: 1, __segment_internal_sync_mode: 'upsert' }, 'upsert'],
    [modes, { __segment_internal_sync_mode: 'delete' }, { __segment_internal_sync_mode: 'delete' }, 'delete']
  ])('with the modes %j, %j, is sent as %j', (known, mapping, sent, mode) => {
    expect(withSyncMode(known, mapping)).toEqual(sent)
    expect(syncModeOf(known, mapping)).toBe(mode)
  })
})
