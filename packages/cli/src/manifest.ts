import fs from 'node:fs'
import path from 'node:path'
import { Plugin } from '@oclif/core'

/**
 * Writes `oclif.manifest.json` again if the source of a command has changed. oclif reads all commands from it, so it
 * loads only the command that runs.
 * @param root the folder of this package
 * @throws Error if a command doesn't load
 */
export async function refreshManifest(root: string): Promise<void> {
  const file = path.join(root, 'oclif.manifest.json')
  const written = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (newest(root) <= written) return
  const plugin = new Plugin({ root, ignoreManifest: true, errorOnManifestCreate: true })
  await plugin.load()
  // Another command may read the file at the same time.
  const draft = `${file}.${process.pid}`
  fs.writeFileSync(draft, JSON.stringify(plugin.manifest))
  fs.renameSync(draft, file)
}

/** When the sources last changed. Folders count too, because their time shows that a file was removed. */
function newest(root: string): number {
  const source = path.join(root, 'src')
  const names = fs.readdirSync(source, { recursive: true, encoding: 'utf8' })
  const files = [path.join(root, 'package.json'), source, ...names.map((name) => path.join(source, name))]
  return Math.max(...files.map((file) => fs.statSync(file).mtimeMs))
}
