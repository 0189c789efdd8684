import { createRequire } from 'node:module'
import path from 'node:path'
import { Errors } from '@oclif/core'

/**
 * Loads a tool of the project or the clone that somebody works in, such as its TypeScript.
 * @throws CLIError when it isn't installed there
 */
export function loadProjectTool(name: string): unknown {
  const folder = process.cwd()
  const { resolve } = createRequire(path.join(folder, 'index.js'))
  let file: string
  try {
    file = resolve(name)
  } catch {
    throw new Errors.CLIError(
      `This command needs the package ${name}, and finds none from ${folder}. Install the packages of your project, or run the command in its folder.`
    )
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file is known only at run time
  return require(file)
}
