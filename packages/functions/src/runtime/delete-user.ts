import { run } from '@partner-destinations/runner'
import type { Definition } from '@partner-destinations/runner'
import type { Deletion } from './destination-function'

/** Has a destination that can do so delete users. */
export function deletionBy(definition: Definition): Deletion {
  return async (payload, settings, { agent }) => {
    const { steps } = await run(definition, { kind: 'delete', payload, settings }, agent)
    return steps
  }
}
