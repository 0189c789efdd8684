import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** A program of an npm package. */
export interface Program {
  /** The JavaScript file that Node runs. */
  file: string
  version: string
}

/**
 * Finds a program as `npx` would, but only in the repository's own `node_modules`.
 * @param name the package, and also its program unless `bin` names another
 * @param from the folder in the repository where the search starts; it goes upwards
 * @param repository the repository's root; packages that are installed above it are not its own
 */
export function findProgram(name: string, from: string, repository: string, bin = name): Program | undefined {
  const manifest = resolve(`${name}/package.json`, from)
  if (manifest === undefined || !manifest.startsWith(repository + path.sep)) return undefined
  const content = JSON.parse(fs.readFileSync(manifest, 'utf8')) as Manifest
  const file = typeof content.bin === 'string' ? content.bin : content.bin[bin]
  return { file: path.join(path.dirname(manifest), file), version: content.version }
}

/** The part of a `package.json` that is read here. */
interface Manifest {
  version: string
  bin: string | Record<string, string>
}

function resolve(request: string, from: string): string | undefined {
  try {
    return createRequire(path.join(from, 'package.json')).resolve(request)
  } catch {
    return undefined
  }
}
