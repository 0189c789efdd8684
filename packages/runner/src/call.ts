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
  | ({ kind: 'event'; payload: JSONObject | JSONObject[] } & ActionOptions)
  | { kind: 'preview'; action: string; payload: JSONObject | JSONObject[]; mapping?: JSONObject }
  /** `hook` is the key of the hook that the field is an input of; without one, the field is the action's. */
  | ({ kind: 'field'; action: string; field: string; hook?: string } & FormInput & ActionOptions)
  /** What Segment does when a customer saves a mapping: `hook` is its key, such as `onMappingSave`. */
  | ({ kind: 'hook'; action: string; hook: string } & FormInput & ActionOptions)
  | ({ kind: 'createAudience'; audienceName: string; personas?: JSONObject } & AudienceOptions)
  | ({ kind: 'getAudience'; externalId: string } & AudienceOptions)
)

/** What a form that a customer fills in hands to dynamic fields and hooks, under the framework's names. */
export interface FormInput {
  payload: JSONObject
  page?: string
  hookInputs?: JSONObject
  hookOutputs?: JSONObject
  dynamicFieldContext?: JSONObject
}

/** A call of one kind. */
export type CallOf<Kind extends Call['kind']> = Call & { kind: Kind }

/** What the framework's actions need. */
type ActionInput = Parameters<Destination<JSONObject>['actions'][string]['execute']>[0]

/** What Segment gives to an action besides the event. It is passed on unchanged. */
export type ActionOptions = Partial<Pick<ActionInput, 'auth' | 'features' | 'subscriptionMetadata'>> & {
  /** The settings of the audience. Default: those that the event has in its context. */
  audienceSettings?: JSONObject
}

/** What Segment gives to the functions of an audience. */
export type AudienceOptions = Pick<ActionOptions, 'features' | 'audienceSettings'>

/** Destinations get an object for the tokens even if there are none, as from Segment's own local server. */
export const noTokens = {} as NonNullable<ActionOptions['auth']>
