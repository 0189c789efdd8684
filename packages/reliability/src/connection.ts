import type { Agent } from 'node:https'
import { manifest } from '@partner-destinations/destination-actions'
import { SandboxAgent } from '@partner-destinations/sandbox'
import type { VendorName } from '@partner-destinations/vendors'
import { vendors } from '@partner-destinations/vendors'
import type { DestinationDefinition, JSONObject, RequestExtension, SegmentEvent } from '@segment/actions-core'
import { Destination } from '@segment/actions-core'
import { defaultMapping, presetSubscriptions } from '@partner-destinations/runner'
import type { Subscription } from '@partner-destinations/runner'

/** The options of a request, as the framework's request client completes them. */
interface ClientOptions {
  json?: unknown
  timeout: number
}

export interface ConnectionOptions {
  /** The time limit of the nth request, from 0, in milliseconds. Default: the framework's 10 seconds. */
  timeout?: (nth: number) => number | undefined
  /** Is waited for before the nth request, from 0. */
  before?: (nth: number) => Promise<void>
  /** A path of the vendor to which connections are refused. */
  refused?: string
  /** On top of the mapping of each preset. */
  mapping?: JSONObject
  /** Only this action, with its default subscription and mapping. Default: all automatic presets. */
  action?: string
  /** The destinations by their vendors. Default: those that share this file's copy of the framework. */
  destinations?: typeof manifest
}

/** Nothing listens at port 1. */
const refusing = new SandboxAgent({ port: 1, hosts: 'all' })

/**
 * A destination whose requests go to the sandbox, and the requests it made. The framework does Segment's part: an event
 * goes through the subscriptions and mappings of all presets.
 */
export class Connection {
  /** Host and path of each request that was sent, those that follow a redirect included. */
  readonly requests: { host: string; path: string }[] = []
  /** The options of each request. */
  readonly options: ClientOptions[] = []
  readonly destination: Destination<JSONObject>
  private readonly settings: JSONObject

  /** @param agent connects to the sandbox; undefined if something else does, which then knows the requests */
  constructor(
    readonly vendor: VendorName,
    private readonly agent: SandboxAgent | undefined,
    { timeout, before, refused, mapping, action, destinations = manifest }: ConnectionOptions = {}
  ) {
    const original = destinations[vendor] as DestinationDefinition<JSONObject>
    this.destination = new Destination<JSONObject>({
      ...original,
      // Hooks and agents by URL are not in the type of what a destination may return here; the request client takes both.
      extendRequest: ((data: Parameters<RequestExtension<JSONObject>>[0]) => ({
        ...original.extendRequest?.(data),
        ...(this.agent && { agent: this.agentByUrl(this.agent, refused) }),
        beforeRequest: [
          async (options: ClientOptions) => {
            const nth = this.options.push(options) - 1
            await before?.(nth)
            const shorter = timeout?.(nth)
            return shorter === undefined ? undefined : { timeout: shorter }
          }
        ]
      })) as unknown as RequestExtension<JSONObject>
    })
    // Without an action, those of a customer who has just added the destination.
    const subscriptions = action === undefined ? presetSubscriptions(original) : [defaultSubscription(original, action)]
    this.settings = {
      ...vendors[vendor].demoSettings,
      subscriptions: subscriptions.map(({ partnerAction, subscribe, mapping: own }) => ({
        partnerAction,
        subscribe,
        mapping: { ...own, ...mapping }
      }))
    }
  }

  async event(event: JSONObject): Promise<unknown> {
    return this.destination.onEvent(event as unknown as SegmentEvent, this.settings)
  }

  async batch(events: JSONObject[]): Promise<unknown> {
    return this.destination.onBatch(events as unknown as SegmentEvent[], this.settings)
  }

  async delete(event: JSONObject): Promise<unknown> {
    return this.destination.onDelete?.(event as unknown as SegmentEvent, this.settings)
  }

  async testAuthentication(): Promise<void> {
    return this.destination.testAuthentication(vendors[this.vendor].demoSettings)
  }

  /** The keys, and the passwords that the destination made. */
  secrets(): string[] {
    const passwords = this.options.map(({ json }) => (json as { password?: string } | undefined)?.password)
    return [...vendors[this.vendor].secrets, ...passwords.filter((password) => password !== undefined)]
  }

  /** node-fetch calls such a function for each URL. The framework takes it for an agent, and calls `destroy`. */
  private agentByUrl(agent: SandboxAgent, refused: string | undefined) {
    const choose = ({ hostname, pathname }: { hostname: string; pathname: string }): Agent => {
      this.requests.push({ host: hostname, path: pathname })
      return pathname === refused ? refusing : agent
    }
    return Object.assign(choose, { destroy: () => undefined })
  }
}

/** The subscription that Segment proposes if a customer adds an action. */
function defaultSubscription(definition: DestinationDefinition<JSONObject>, action: string): Subscription {
  const { title, defaultSubscription: subscribe = '' } = definition.actions[action]
  return { name: title, partnerAction: action, subscribe, mapping: defaultMapping(definition, action) }
}
