import path from 'node:path'
import type { DefinitionOfEitherMode, Settings } from './definition'
import { readOpenAssumptions, requireAcknowledgement } from './open-assumptions'
import { loadDefinition, placeNamed, projectRoot } from './places'
import type { Place } from './places'

/** A destination that is to be handed over to Segment. */
export interface Publication {
  place: Place
  /** The destination's folder from the root of the repository: the same here and upstream. */
  path: string
  definition: DefinitionOfEitherMode
  slug: string
  /** The name without what all Actions destinations have in common: `Acme Web` of `Acme Web (Actions)`. */
  shortName: string
  /** `Acme`, also for its destination in the browser. */
  vendorName: string
  settings: Settings
  /** What nobody has confirmed about the vendor, from the destination's page. */
  openAssumptions: string[]
}

/**
 * Finds what is to be handed over.
 * @param name the destination's folder: such as `acme` for the cloud-mode one and `acme-web` for the device-mode one
 * @throws BadInputError when there is no such destination, with the list of those that are; and when its open
 * assumptions are not acknowledged, with the list of them
 */
export async function findPublication(name: string, acknowledged: boolean): Promise<Publication> {
  const place = await placeNamed(name)
  const definition = loadDefinition(place)
  const openAssumptions = readOpenAssumptions(path.join(projectRoot, 'docs', `${name}.md`))
  requireAcknowledgement(definition.name, openAssumptions, acknowledged)
  const shortName = definition.name.replace(/ \(Actions\)$/, '')
  return {
    place,
    path: path.relative(projectRoot, place.folder).split(path.sep).join('/'),
    definition,
    slug: definition.slug ?? name,
    shortName,
    vendorName: shortName.replace(/ Web$/, ''),
    settings: definition.authentication?.fields ?? definition.settings ?? {},
    openAssumptions
  }
}
