import type {
  ActionDefinition,
  AudienceDestinationDefinition,
  BaseActionDefinition,
  BaseDefinition,
  DestinationDefinition,
  JSONObject
} from '@segment/actions-core'

type Cloud = DestinationDefinition<JSONObject>
type Audience = AudienceDestinationDefinition<JSONObject>

/** The fields of settings: of a cloud-mode destination's authentication, or of a device-mode destination. */
export type Settings = NonNullable<Cloud['authentication']>['fields']

/** An action of either mode. */
export type ActionOfEitherMode = BaseActionDefinition &
  Partial<Pick<ActionDefinition<JSONObject>, 'perform' | 'performBatch' | 'syncMode' | 'hooks'>> & {
    /** Functions that look up a field's choices, or the keys and values of an object. */
    dynamicFields?: Record<string, object>
  }

/** A destination of either mode, with everything that upstream's generators and our checks read. */
export interface DefinitionOfEitherMode extends BaseDefinition {
  authentication?: Pick<NonNullable<Cloud['authentication']>, 'scheme' | 'fields' | 'testAuthentication'>
  onDelete?: Cloud['onDelete']
  /** In device mode. */
  settings?: Settings
  audienceFields?: Audience['audienceFields']
  audienceConfig?: Audience['audienceConfig']
  actions: Record<string, ActionOfEitherMode>
}
