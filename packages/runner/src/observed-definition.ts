import type { Agent } from 'node:https'
import type { JSONObject, RequestClient, RequestExtension } from '@segment/actions-core'
import type { Definition } from './call'
import type { Observation } from './observation'

/** A function of a destination that gets a request client from the framework: `perform`, `onDelete` and the like. */
type Performing = (request: RequestClient, data: Data) => unknown

/** What the framework passes to such a function. */
type Data = Parameters<RequestExtension<JSONObject>>[0]

/**
 * A copy of a destination's definition that reports its requests and payloads.
 * @param observationOf finds the observation of a call or delivery, from what the framework passes on
 * @param agent sends the requests to something other than the vendor; without it, they go to the vendor
 */
export function observedDefinition(
  original: Definition,
  observationOf: (data: Data) => Observation | undefined,
  agent?: Agent
): Definition {
  return {
    ...original,
    extendRequest: (data: Data) => {
      const observation = observationOf(data)
      if (observation) observation.hasReached = true
      const extension = original.extendRequest?.(data) ?? {}
      return agent ? { ...extension, agent } : extension
    },
    ...(original.authentication && {
      authentication: {
        ...original.authentication,
        ...observed(original.authentication, ['testAuthentication', 'refreshAccessToken' as never])
      }
    }),
    ...observed(original, ['onDelete']),
    ...('audienceConfig' in original && { audienceConfig: observedInside(original.audienceConfig) }),
    actions: Object.fromEntries(
      Object.entries(original.actions).map(([key, action]) => [
        key,
        {
          ...action,
          ...observed(action, ['perform', 'performBatch'], true),
          ...(action.dynamicFields && { dynamicFields: observedInside(action.dynamicFields) }),
          ...(action.hooks && { hooks: observedInside(action.hooks) })
        }
      ])
    )
  }

  /** Copies a part of the definition whose functions all take a request client. It observes them at every depth. */
  function observedInside<T>(part: T): T {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    const entries = Object.entries(part).map(([key, inner]: [string, unknown]) => [key, observedInside(inner)])
    const functions = Object.keys(part).filter((key) => typeof part[key as keyof T] === 'function')
    return { ...(Object.fromEntries(entries) as T), ...observed(part, functions as (keyof T)[]) }
  }

  function observed<T extends object>(owner: T, keys: (keyof T)[], takesPayload = false): Partial<T> {
    const result: Partial<T> = {}
    for (const key of keys) {
      const perform = owner[key] as Performing | undefined
      if (typeof perform !== 'function') continue
      const observing: Performing = (request, data) => {
        const observation = observationOf(data)
        if (takesPayload) observation?.payloads.push(data.payload)
        const added = () => original.extendRequest?.(data)?.headers
        const client = observation?.client(request, added, takesPayload) ?? request
        return perform.call(owner, client, data)
      }
      result[key] = observing as T[keyof T]
    }
    return result
  }
}
