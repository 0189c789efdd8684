import fs from 'node:fs'
import path from 'node:path'
import { BadInputError } from '../json-input'
import { projectRoot, shortPath } from '../places'
import type { Place } from '../places'
import { finish } from './finish'
import { TEMPLATES } from './kinds'
import type { Template } from './kinds'
import { destinationNames } from './names'
import { render } from './templates'

/**
 * Makes a destination that passes its tests, types and `validate`.
 * @param given the vendor's name
 * @param directory the folder that holds destinations, unless it is this project's
 * @throws BadInputError when the name is none, or taken
 */
export async function newDestination(given: string, template: Template, directory?: string) {
  const { mode, directory: usual } = TEMPLATES[template]
  const names = destinationNames(given, mode)
  const folder = path.resolve(directory ?? path.join(projectRoot, usual), names.folder)
  if (fs.existsSync(folder)) throw new BadInputError(`${shortPath(folder)} is there already.`)
  const place: Place = { name: names.folder, folder, source: path.join(folder, mode === 'device' ? 'src' : ''), mode }
  const templates = mode === 'device' ? [template] : ['cloud', template]
  const files = templates.flatMap((name) => render(name, folder, { ...names }))
  return { place, ...(await finish(place, files)) }
}
