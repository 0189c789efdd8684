import fs from 'node:fs'
import path from 'node:path'

/** A clone of segmentio/action-destinations. All paths are absolute. */
export interface Clone {
  root: string
  /** The folder that holds its packages. */
  packages: string
  /** The folder that holds its cloud-mode destinations. */
  destinations: string
  /** The settings with which its code is compiled: some destinations have decorators. */
  tsconfig: string
}

/** The clone that a folder is in: it has the framework's source. Undefined if it is in none. */
export function cloneAround(directory: string): Clone | undefined {
  const root = path.resolve(directory)
  const packages = path.join(root, 'packages')
  if (packageName(path.join(packages, 'core')) === '@segment/actions-core') {
    return {
      root,
      packages,
      destinations: path.join(packages, 'destination-actions/src/destinations'),
      tsconfig: path.join(root, 'tsconfig.json')
    }
  }
  const parent = path.dirname(root)
  return parent === root ? undefined : cloneAround(parent)
}

/** The variables of the environment that have tsx compile as the clone does that a folder is in; none outside of one. */
export function compiledAsIn(directory: string): { TSX_TSCONFIG_PATH?: string } {
  const { tsconfig } = cloneAround(directory) ?? {}
  return tsconfig !== undefined && fs.existsSync(tsconfig) ? { TSX_TSCONFIG_PATH: tsconfig } : {}
}

/** The name of the package in a folder; undefined if there is none. */
export function packageName(folder: string): string | undefined {
  const manifest = path.join(folder, 'package.json')
  if (!fs.existsSync(manifest)) return undefined
  return (JSON.parse(fs.readFileSync(manifest, 'utf8')) as { name?: string }).name
}
