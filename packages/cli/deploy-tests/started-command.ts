import { Parser } from '@oclif/core'
import { Deliver } from '../src/commands/deliver'

/** The script that a container starts with if its secrets are files. */
export const wrapper = '/app/deploy/with-secrets.sh'

/** What a container's command makes of the command line of deliver. */
export interface StartedCommand {
  /** The folder with its secrets, if they are files. */
  secretsFolder?: string
  program: string
  command: string
  /** As they are given. */
  args: string[]
}

/** Takes the command of a container apart. */
export function startedCommand(words: string[]): StartedCommand {
  const [secretsFolder, rest] = words[0] === wrapper ? [words[1], words.slice(2)] : [undefined, words]
  const [program, command, ...args] = rest
  return { secretsFolder, program, command, args }
}

/**
 * The options as the command reads them.
 * @throws the error that the command would refuse them with
 */
export async function optionsOf(args: string[]) {
  const { flags } = await Parser.parse(args, { flags: Deliver.flags, args: Deliver.args, strict: true })
  return flags
}
