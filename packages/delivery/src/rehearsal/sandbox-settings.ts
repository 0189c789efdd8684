import { isDeepStrictEqual } from 'node:util'
import type { JSONObject } from '@segment/actions-core'
import type { Catalog } from '../catalog'
import type { DestinationConfig } from '../config/config'

/**
 * The destinations of a config with the settings that the sandbox accepts, which may be other ones than those of the
 * customer.
 */
export class SandboxSettings {
  readonly destinations: DestinationConfig[]
  /** By the name of the destination: what was replaced, and by what. */
  private readonly replaced = new Map<string, [own: unknown, sandbox: unknown][]>()

  /** @param demoSettings those of a destination's folder; none if the sandbox accepts whatever it gets */
  constructor(destinations: DestinationConfig[], demoSettings: Catalog['demoSettings']) {
    this.destinations = destinations.map((of) => {
      const demo = demoSettings(of.destination)
      this.replaced.set(of.name, differing(of.settings, demo))
      return { ...of, settings: { ...of.settings, ...demo } }
    })
  }

  /** Whether two values are the same setting of a destination: the first one the customer's, the second one the sandbox's. */
  areSame(destination: string, before: unknown, after: unknown): boolean {
    const pairs = this.replaced.get(destination) ?? []
    return pairs.some((pair) => isDeepStrictEqual(pair, [before, after]))
  }
}

function differing(own: JSONObject, demo: JSONObject): [own: unknown, sandbox: unknown][] {
  return Object.entries(demo).flatMap(([key, value]) => (isDeepStrictEqual(own[key], value) ? [] : [[own[key], value]]))
}
