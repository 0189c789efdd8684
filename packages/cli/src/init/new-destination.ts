import fs from 'node:fs'
import path from 'node:path'
import { BadInputError } from '@partner-destinations/server/json-input'
import { placeFor, projectRoot, shortPath } from '../places'
import { finish } from './finish'
import { TEMPLATES } from './kinds'
import type { Template } from './kinds'
import { destinationNames } from './names'
import { render } from './templates'

/**
 * Makes a destination that passes its tests, types and `validate`.
 * @param given the vendor's name
 * @param directory the folder that holds destinations, unless it is this project's
 * @throws BadInputError when no names can be made of the vendor's, the destination exists, or it can't be in that folder
 */
export async function newDestination(given: string, template: Template, directory?: string) {
  const { mode, directory: usual } = TEMPLATES[template]
  const names = destinationNames(given, mode)
  const place = placeFor(directory ?? path.join(projectRoot, usual), names.folder, mode)
  if (fs.existsSync(place.folder)) throw new BadInputError(`${shortPath(place.folder)} is there already.`)
  const templates = mode === 'device' ? [template] : ['cloud', template]
  const values = { ...names, text: inSingleQuotes(names.name) }
  const files = templates.flatMap((name) => render(name, place.folder, values))
  return { place, ...(await finish(place, files)) }
}

/** A name as it stands in a quoted text. `destinationNames` takes no other character that would need it. */
function inSingleQuotes(name: string): string {
  return name.replace(/'/g, "\\'")
}
