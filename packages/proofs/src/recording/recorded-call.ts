import type { Input } from '../child/input'
import type { JSONObject } from '@segment/actions-core'

/** A call that a test makes to an action. */
export interface RecordedCall extends Partial<Pick<Input, 'auth' | 'features' | 'subscriptionMetadata'>> {
  action: string
  events: JSONObject[]
  mapping?: JSONObject
  settings?: JSONObject
  useDefaultMappings?: boolean
  /** The variables of the environment that the test has set. */
  environment: Record<string, string>
}
