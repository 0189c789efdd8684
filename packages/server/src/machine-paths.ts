import os from 'node:os'
import path from 'node:path'
import { cloneAround } from './clone'

/** The folder that holds this project's packages. */
const projectRoot = path.join(__dirname, '../../..')

/**
 * A text without the paths of this machine, because an answer must not tell them. A file of the destinations is named
 * from their folder, another file of their clone or of this project from its root, and any other one in the person's home
 * from there.
 * @param directory the folder that holds the destinations
 */
export function withoutMachinePaths(text: string, directory: string): string {
  const shown = [
    [directory, ''],
    [rootOfClone(directory) ?? projectRoot, ''],
    [projectRoot, ''],
    [os.homedir(), '~'],
    [os.tmpdir(), '<tmp>']
  ]
  return shown.reduce((rest, [folder, name]) => {
    if (folder === path.parse(folder).root) return rest
    const inside = name === '' ? '' : name + path.sep
    return rest
      .split(`file://${folder}${path.sep}`)
      .join(inside)
      .split(folder + path.sep)
      .join(inside)
  }, text)
}

/** The root of the clone that each folder is in, so that the disk is asked once for many lines of stacks. */
const roots = new Map<string, string | undefined>()

function rootOfClone(directory: string): string | undefined {
  if (!roots.has(directory)) roots.set(directory, cloneAround(directory)?.root)
  return roots.get(directory)
}
