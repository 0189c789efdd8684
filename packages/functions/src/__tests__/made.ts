import path from 'node:path'
import { manifest } from '@partner-destinations/destination-actions'
import type { Definition, Subscription } from '@partner-destinations/runner'
import { presetSubscriptions } from '@partner-destinations/runner'
import { makeFunction } from '../function'
import type { FunctionParts } from '../function'

const destinations = path.dirname(require.resolve('@partner-destinations/destination-actions'))

const known = new Map<string, ReturnType<typeof makeFunction>>()

/** A function of one of our destinations, with its presets. Making one takes a second, so it is made once. */
export function presetFunction(folder: string) {
  const one = known.get(folder) ?? made(folder)
  known.set(folder, one)
  return one
}

/** Makes a function of one of our destinations. */
export function made(folder: string, parts: Partial<FunctionParts> = {}) {
  const definition = manifest[folder] as Definition
  return makeFunction({
    definition,
    source: path.join(destinations, 'destinations', folder, 'index.ts'),
    subscriptions: presetSubscriptions(definition),
    subscriptionsAre: 'its automatic presets',
    withBatch: false,
    command: `./bin/run export function ${folder}`,
    ...parts
  })
}

/** A subscription of an action, with its default mapping. */
export function subscriptionTo(folder: string, action: string, subscribe: string): Subscription {
  const definition = manifest[folder] as Definition
  const [preset] = presetSubscriptions(definition).filter(({ partnerAction }) => partnerAction === action)
  return { ...preset, name: action, subscribe }
}
