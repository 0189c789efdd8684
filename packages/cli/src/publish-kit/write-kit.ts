import fs from 'node:fs'
import path from 'node:path'
import { BadInputError, readTextFile } from '@partner-destinations/server/json-input'
import { destinationFacts, vendors } from '@partner-destinations/vendors'
import type { Vendor } from '@partner-destinations/vendors/vendor'
import { requireAcknowledgement } from '../open-assumptions'
import { projectRoot, shortPath } from '../places'
import type { Place } from '../places'
import { findPublication } from '../publication'
import type { KitState } from './checklist'
import { makeKit } from './kit'
import { isRegistrationId } from './page-checks'

export interface KitOptions {
  /** Name of the destination's folder. */
  destination: string
  /** The registration ID that Segment gave; undefined if it isn't known yet. */
  id?: string
  /** The folder to write to; `dist/publish-kit/<destination>` by default. */
  out?: string
  /** Whether the open assumptions about the vendor are accepted. */
  acknowledged: boolean
}

/**
 * Writes the kit of a destination. If a logo or a mark is already in the folder, it is kept.
 * @returns the files that were written, what breaks a rule, and what is missing
 * @throws BadInputError when the destination or its catalog facts are missing, the id is none, or its open assumptions are
 * not acknowledged
 */
export async function writeKit(options: KitOptions): Promise<KitState & { files: string[] }> {
  const { destination, id, out = path.join('dist/publish-kit', destination) } = options
  const publication = await findPublication(destination, true)
  const entry = destinationFacts[destination]?.catalog
  if (entry === undefined) {
    throw new BadInputError(
      `There are no catalog facts for ${destination}. Add them in packages/vendors/src/<vendor>/catalog-facts.ts.`
    )
  }
  if (id !== undefined && !isRegistrationId(id)) {
    throw new BadInputError(`${id} is not a registration ID of Segment. An ID has 24 characters, each 0-9 or a-f.`)
  }
  const folder = path.resolve(out)
  const images = {
    logo: readIfThere(path.join(folder, 'logo.svg')),
    mark: readIfThere(path.join(folder, 'mark.svg'))
  }
  const placeOfGap = (what: string) => lineOfFact(publication.place, what)
  const { files, findings, missing } = makeKit(publication, entry, images, { id, placeOfGap })
  requireAcknowledgement(publication.definition.name, publication.openAssumptions, options.acknowledged, missing)
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, content)
  }
  return { files: Object.keys(files).map((name) => shortPath(path.join(folder, name))), findings, missing }
}

/** The file and the line of the catalog facts that have a quoted text; undefined if they don't. */
function lineOfFact({ name, mode }: Place, text: string): string | undefined {
  const vendor = Object.entries<Vendor>(vendors).find(([, { destinations }]) => name in destinations)?.[0] ?? name
  for (const facts of [...(mode === 'device' ? ['web-catalog-facts.ts'] : []), 'catalog-facts.ts']) {
    const file = path.join(projectRoot, 'packages/vendors/src', vendor, facts)
    const lines = (readIfThere(file) ?? '').split('\n').map((line) => line.replace(/\\'/g, "'"))
    const quoted = [`'${text}'`, `"${text}"`]
    const index = lines.findIndex((line) => quoted.some((one) => line.includes(one)))
    if (index >= 0) return `${shortPath(file)}:${index + 1}`
  }
  return undefined
}

function readIfThere(file: string): string | undefined {
  return fs.existsSync(file) ? readTextFile(file) : undefined
}
