import fs from 'node:fs'
import path from 'node:path'
import { readJsonObject, readTextFile } from '@partner-destinations/server/json-input'
import type { GeneratedFile } from '../generate/generated-file'

/** The parts of a project package's `package.json` that npm repeats in the lockfile. */
const LOCKED = ['name', 'version', 'license', 'dependencies', 'peerDependencies']

/**
 * The project's lockfile with another package, as `npm install` would write it. It needs no registry, because
 * everything that a device-mode destination needs is installed.
 * @param folder the package's folder from the root, with `/` between its parts
 * @param manifest the text of its `package.json`
 */
export function lockPackage(root: string, folder: string, manifest: string): GeneratedFile {
  const file = path.join(root, 'package-lock.json')
  const lock = readJsonObject(file, readTextFile(file))
  const described = readJsonObject('package.json', manifest)
  const packages = {
    ...(lock.packages as object),
    [folder]: Object.fromEntries(LOCKED.filter((key) => key in described).map((key) => [key, described[key]])),
    [`node_modules/${described.name as string}`]: { resolved: folder, link: true }
  }
  const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
  return { path: file, text: JSON.stringify({ ...lock, packages: sorted }, null, 2) + '\n' }
}

/** Makes the link that lets Node find a package of the project by its name, as `npm install` would. */
export function linkPackage(root: string, folder: string, manifest: string): void {
  const link = path.join(root, 'node_modules', readJsonObject('package.json', manifest).name as string)
  if (fs.existsSync(link)) return
  fs.mkdirSync(path.dirname(link), { recursive: true })
  const target = path.join(root, folder)
  // On Windows, anybody may create a junction. Its target must be an absolute path.
  if (process.platform === 'win32') fs.symlinkSync(target, link, 'junction')
  else fs.symlinkSync(path.relative(path.dirname(link), target), link)
}
