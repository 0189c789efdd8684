import type * as Destinations from '@partner-destinations/destination-actions'
import type * as Framework from '@segment/actions-core'

/** The destinations, and the copy of the framework that they were loaded with. */
export interface SecondCopy {
  destinations: typeof Destinations.manifest
  framework: typeof Framework
}

/**
 * Loads the destinations with their own copy of the framework. Upstream's local server does the same: it empties the
 * cache of modules before it loads a destination, and then calls it from the copy it had before.
 */
export function loadSecondCopy(): SecondCopy {
  let copy: SecondCopy | undefined
  jest.isolateModules(() => {
    const framework = jest.requireActual<typeof Framework>('@segment/actions-core')
    const { manifest } = jest.requireActual<typeof Destinations>('@partner-destinations/destination-actions')
    copy = { destinations: manifest, framework }
  })
  if (!copy) throw new Error('Jest did not load the modules.')
  return copy
}
