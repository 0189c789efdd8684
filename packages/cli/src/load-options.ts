import fs from 'node:fs'
import path from 'node:path'
import type { Interfaces } from '@oclif/core'

/** The folder of this package. */
export const packageRoot = path.join(__dirname, '..')

/** Read at run time: the published package has one of its own here. */
const pjson = JSON.parse(fs.readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as Interfaces.PJSON & {
  oclif: { bin: string }
}

/**
 * What people type to run this program.
 * @param folder the folder of this package; in a `node_modules` if the package is installed
 */
export function programIn(folder: string): string {
  return folder.split(path.sep).includes('node_modules') ? pjson.oclif.bin : './bin/run'
}

/** What oclif needs to know about this program. Help shows it under the given name. */
export function loadOptions(bin: string): Interfaces.LoadOptions {
  return { root: packageRoot, pjson: { ...pjson, oclif: { ...pjson.oclif, bin } } }
}
