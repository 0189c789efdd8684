import { manifest } from '@partner-destinations/destination-actions'
import type { Definition } from '@partner-destinations/runner'
import type { VendorName } from '@partner-destinations/vendors'
import type { JSONObject, RequestClient, RequestExtension } from '@segment/actions-core'

/** What a destination did. */
export interface Deeds {
  /** The requests that its actions asked the client for, and those that were answered, as they were sent. */
  requests: string[]
  /** How often an action was called. */
  calls: number
}

type Performing = (request: RequestClient, data: object) => unknown

/** A destination that records what it does. */
export function watch(vendor: VendorName): { definition: Definition; deeds: Deeds } {
  const original = manifest[vendor] as Definition
  const deeds: Deeds = { requests: [], calls: 0 }
  const sent = async (request: Request) => {
    const headers: string[] = []
    request.headers.forEach((value, name) => headers.push(`${name}: ${value}`))
    const body = await request.clone().text()
    deeds.requests.push(withoutPassword([`sent ${request.method} ${request.url}`, ...headers, body].join('\n')))
  }
  const watched = (perform: Performing): Performing => {
    return (request, data) => {
      deeds.calls++
      const asking: RequestClient = async (url, options) => {
        deeds.requests.push(withoutPassword(`asked for ${url} ${JSON.stringify(options)}`))
        return request(url, options)
      }
      return perform(asking, data)
    }
  }
  const actions = Object.entries(original.actions).map(([key, action]) => {
    const { perform, performBatch } = action
    const batch = performBatch && { performBatch: watched(performBatch as Performing) }
    return [key, { ...action, perform: watched(perform as Performing), ...batch }]
  })
  const definition: Definition = {
    ...original,
    // Hooks are not in the type of what a destination may return here, but the request client takes them.
    extendRequest: ((data) => ({
      ...original.extendRequest?.(data),
      afterResponse: [sent]
    })) as RequestExtension<JSONObject>,
    actions: Object.fromEntries(actions) as Definition['actions']
  }
  return { definition, deeds }
}

/** A destination may make one, another one each time. */
function withoutPassword(text: string): string {
  return text.replace(/("password":)"(?:[^"\\]|\\.)*"/g, '$1…')
}
