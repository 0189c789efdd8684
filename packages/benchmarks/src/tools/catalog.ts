import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { listDestinations } from '@partner-destinations/server/destinations'

/** The destinations of Segment's published package. */
const published = path.join(path.dirname(require.resolve('@segment/action-destinations')), 'destinations')

/**
 * A folder with the destinations of Segment's published package, each with a `metadata.json`, as in Segment's
 * repository. The package has none.
 */
export class Catalog {
  readonly path = fs.mkdtempSync(path.join(os.tmpdir(), 'catalog-'))

  constructor() {
    for (const { folder } of listDestinations(published)) {
      const { name, slug, description } = definitionIn(folder) ?? {}
      if (name === undefined) continue
      fs.mkdirSync(path.join(this.path, folder))
      const code = `module.exports = require(${JSON.stringify(path.join(published, folder))})`
      fs.writeFileSync(path.join(this.path, folder, 'index.js'), code)
      fs.writeFileSync(path.join(this.path, folder, 'metadata.json'), JSON.stringify({ name, slug, description }))
    }
  }

  remove(): void {
    fs.rmSync(this.path, { recursive: true })
  }
}

/** What the list of destinations tells; undefined for a destination whose own packages aren't installed here. */
function definitionIn(folder: string): Partial<Record<'name' | 'slug' | 'description', string>> | undefined {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the folder is known only at run time
    return (require(path.join(published, folder)) as { default?: ReturnType<typeof definitionIn> }).default
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}
