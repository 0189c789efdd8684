import type { Destination, DestinationDefinition, JSONObject } from '@segment/actions-core'

/** A cloud-mode destination, with any settings. */
export type Definition = DestinationDefinition<JSONObject>

/** What a person asks one destination to do. `settings` are the destination's own; `payload` is an event. */
export type Call = { settings: JSONObject } & (
  | { kind: 'authenticate' }
  /** `auth` contains the tokens and the client's credentials, under the framework's names. */
  | { kind: 'refreshAccessToken'; auth: JSONObject }
  | { kind: 'delete'; payload: JSONObject }
  | ({ kind: 'action'; action: string; payload: JSONObject | JSONObject[]; mapping?: JSONObject } & ActionOptions)
  | { kind: 'event'; payload: JSONObject | JSONObject[] }
  | { kind: 'preview'; action: string; payload: JSONObject | JSONObject[]; mapping?: JSONObject }
  | ({ kind: 'field'; action: string; field: string; payload: JSONObject; page?: string } & ActionOptions)
)

/** A call of one kind. */
export type CallOf<Kind extends Call['kind']> = Call & { kind: Kind }

/** What the framework's actions need. */
type ActionInput = Parameters<Destination<JSONObject>['actions'][string]['execute']>[0]

/** What Segment gives to an action besides the event. We pass it on unchanged. */
export type ActionOptions = Partial<Pick<ActionInput, 'auth' | 'features' | 'subscriptionMetadata'>>

/** Destinations get an object for the tokens even if there are none, as from Segment's own local server. */
export const noTokens = {} as NonNullable<ActionOptions['auth']>
