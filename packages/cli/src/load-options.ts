import path from 'node:path'
import type { Interfaces } from '@oclif/core'
import pjson from '../package.json'

/** The folder of this package. */
export const packageRoot = path.join(__dirname, '..')

/**
 * What people type to run this program.
 * @param folder where this package is: once it is installed, in a `node_modules`
 */
export function programIn(folder: string): string {
  return folder.split(path.sep).includes('node_modules') ? pjson.oclif.bin : './bin/run'
}

/** What oclif needs to know of this program, which help calls by the given name. */
export function loadOptions(bin: string): Interfaces.LoadOptions {
  return { root: packageRoot, pjson: { ...pjson, oclif: { ...pjson.oclif, bin } } as Interfaces.PJSON }
}
