import path from 'node:path'
import type { DefinitionOfEitherMode, Settings } from './definition'
import { readOpenAssumptions, requireAcknowledgement } from './open-assumptions'
import { isInClone, loadDefinition, placeNamed, projectRoot, workRoot } from './places'
import type { Place } from './places'

/** A destination that goes to Segment. */
export interface Publication {
  place: Place
  /** The path of the destination's folder in the repository. It is the same here and upstream. */
  path: string
  definition: DefinitionOfEitherMode
  slug: string
  /** The name without the part that all Actions destinations share: `Acme Web` for `Acme Web (Actions)`. */
  shortName: string
  /** `Acme`, also for its device-mode destination. */
  vendorName: string
  settings: Settings
  /** What nobody has confirmed about the vendor, from the destination's page; nothing where there are no such pages. */
  openAssumptions: string[]
}

/**
 * Finds a destination that goes to Segment.
 * @param name the destination's folder, such as `acme` in cloud mode and `acme-web` in device mode
 * @throws BadInputError if there is no such destination, with a list of all; or if its open assumptions are not
 * acknowledged, with a list of them
 */
export async function findPublication(name: string, acknowledged: boolean): Promise<Publication> {
  const place = await placeNamed(name)
  const definition = loadDefinition(place)
  // A clone of upstream has no pages about vendors.
  const openAssumptions = isInClone() ? [] : readOpenAssumptions(path.join(projectRoot, 'docs', `${name}.md`))
  requireAcknowledgement(definition.name, openAssumptions, acknowledged)
  const shortName = definition.name.replace(/ \(Actions\)$/, '')
  return {
    place,
    path: path.relative(workRoot(), place.folder).split(path.sep).join('/'),
    definition,
    slug: definition.slug ?? name,
    shortName,
    vendorName: shortName.replace(/ Web$/, ''),
    settings: definition.authentication?.fields ?? definition.settings ?? {},
    openAssumptions
  }
}
