import type { SyncModes } from '@partner-destinations/server/wire'
import type { JsonObject } from '../json/json'
import type { Destination } from '../server/server'

/** The key under which Segment keeps the sync mode in a mapping: the framework's. */
export const syncModeKey = '__segment_internal_sync_mode'

/** The sync modes of an action; undefined for an action without any. */
export function syncModesOf({ manifest }: Destination, action: string): SyncModes | undefined {
  return Object.hasOwn(manifest.actions, action) ? manifest.actions[action].syncMode : undefined
}

/** The sync mode that a mapping asks for, or else the default. */
export function syncModeOf(modes: SyncModes | undefined, mapping: JsonObject): string | undefined {
  const picked = mapping[syncModeKey]
  return typeof picked === 'string' ? picked : modes?.default
}

/** A mapping with its sync mode, as Segment saves it: also when a customer keeps the default. */
export function withSyncMode(modes: SyncModes | undefined, mapping: JsonObject): JsonObject {
  return modes ? { [syncModeKey]: modes.default, ...mapping } : mapping
}
