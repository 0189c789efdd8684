import type { DestinationDefinition } from '@segment/actions-core'
import refersion from './destinations/refersion'
import wigzo from './destinations/wigzo'
import wishpond from './destinations/wishpond'

/** The cloud-mode destinations by the names of their folders. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each destination has settings of its own type
export const manifest: Record<string, DestinationDefinition<any>> = { refersion, wigzo, wishpond }
