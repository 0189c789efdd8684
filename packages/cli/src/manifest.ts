import fs from 'node:fs'
import path from 'node:path'
import { Plugin } from '@oclif/core'

/**
 * Writes `oclif.manifest.json` again if a source of the commands changed. The published package has no sources.
 * @param root the folder of this package
 * @throws Error if a command doesn't load, or there is no manifest and the folder can't be written
 */
export async function refreshManifest(root: string): Promise<void> {
  const written = fs.statSync(manifestOf(root), { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (!fs.existsSync(path.join(root, 'src')) || newest(root) <= written) return
  try {
    await writeManifest(root)
  } catch (error) {
    if (!['EACCES', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    // An older one lacks new commands and options. All others work with it.
    if (written > 0) return
    throw new Error(`You can't write to ${root}. Run "./bin/run --version" there once as its owner.`, { cause: error })
  }
}

/**
 * Writes `oclif.manifest.json`. oclif reads there what it has to know of all commands, so it loads only the one that runs.
 * @param root the folder of the package of the commands
 * @throws Error when a command does not load
 */
export async function writeManifest(root: string): Promise<void> {
  const plugin = new Plugin({ root, ignoreManifest: true, errorOnManifestCreate: true })
  await plugin.load()
  // Another command may read the file at the same time.
  const file = manifestOf(root)
  const draft = `${file}.${process.pid}`
  fs.writeFileSync(draft, JSON.stringify(plugin.manifest))
  fs.renameSync(draft, file)
}

function manifestOf(root: string): string {
  return path.join(root, 'oclif.manifest.json')
}

/** When the newest of the sources was changed. A folder counts too: its time tells that a file was removed. */
function newest(root: string): number {
  const source = path.join(root, 'src')
  const names = fs.readdirSync(source, { recursive: true, encoding: 'utf8' })
  const files = [path.join(root, 'package.json'), source, ...names.map((name) => path.join(source, name))]
  return Math.max(...files.map((file) => fs.statSync(file).mtimeMs))
}
