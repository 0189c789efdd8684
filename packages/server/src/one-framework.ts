import fs from 'node:fs'
import Module from 'node:module'
import path from 'node:path'
import { cloneAround, packageName } from './clone'

/** What Node finds the file of an import with; its types leave it out. */
interface Resolver {
  _resolveFilename: (request: string, parent: Module, ...rest: unknown[]) => string
  _nodeModulePaths: (directory: string) => string[]
}

/** A package of Segment's, and what is imported of it. */
const PACKAGE = /^(@segment\/[^/]+)(.*)$/

/** The packages of which there must be one copy. */
const FRAMEWORK = new Set(['@segment/actions-core', '@segment/actions-shared', '@segment/destination-subscriptions'])

/**
 * Makes all code of this process use the copy of Segment's framework that the destinations of a folder use. With two
 * copies `instanceof` fails between them: the framework then takes a destination's own errors for unknown ones.
 *
 * In a clone of segmentio/action-destinations it is the clone's own source, built or not; elsewhere what Node finds from
 * the folder. Call it before anything imports `@segment/*`.
 * @param directory the folder that holds destinations
 */
export function useFrameworkOf(directory: string): void {
  const resolver = Module as unknown as Resolver
  const { _resolveFilename: resolve } = resolver
  const sources = sourcesOf(path.resolve(directory))
  const inDirectory = new Module(path.join(path.resolve(directory), 'index.js'))
  inDirectory.filename = inDirectory.id
  inDirectory.paths = resolver._nodeModulePaths(path.resolve(directory))

  resolver._resolveFilename = (request, parent, ...rest) => {
    const [, name, inside] = PACKAGE.exec(request) ?? []
    const source = sources.get(name)
    if (!source && !FRAMEWORK.has(name)) return resolve.call(resolver, request, parent, ...rest)
    try {
      return resolve.call(resolver, source ? path.join(source, inside) : request, inDirectory, ...rest)
    } catch {
      return resolve.call(resolver, request, parent, ...rest)
    }
  }
}

/** The sources of Segment's packages by their names, if the folder is in a clone of their repository. */
export function sourcesOf(directory: string): Map<string, string> {
  const { packages } = cloneAround(directory) ?? {}
  if (packages === undefined) return new Map()
  // Device-mode destinations are packages of their own, and some import another one.
  const parents = [packages, path.join(packages, 'browser-destinations/destinations')].filter(fs.existsSync)
  const folders = parents.flatMap((parent) => fs.readdirSync(parent).map((folder) => path.join(parent, folder)))
  const named = folders.map((folder): [string, string] => [packageName(folder) ?? folder, path.join(folder, 'src')])
  return new Map(named.filter(([, source]) => fs.existsSync(source)))
}
