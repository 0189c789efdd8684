import path from 'node:path'
import { Args, Config } from '@oclif/core'
import { loadOptions, packageRoot, programIn } from '../load-options'
import { PlainErrorCommand } from '../command'

/** The file that each shell reads when it starts. */
const profiles: Record<string, string> = { bash: '~/.bashrc', powershell: '$PROFILE', zsh: '~/.zshrc' }

/** Replaces the plugin's command, which can't tell what people type from what shells complete. */
export class Autocomplete extends PlainErrorCommand {
  static readonly summary = 'Set up your shell so that Tab completes commands and flags.'

  static readonly description = 'Run it again after an update that adds commands or flags.'

  static readonly examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> zsh']

  static readonly args = {
    shell: Args.string({ options: Object.keys(profiles), description: 'your shell; detected if you leave it out' })
  }

  async run(): Promise<void> {
    const { args } = await this.parse(Autocomplete)
    const shell = args.shell ?? this.config.shell
    if (!(shell in profiles)) {
      this.error(`${shell} isn't supported. Name one of these: ${Object.keys(profiles).join(', ')}.`)
    }
    // Shells find the completion for a path by its last part.
    const config = await Config.load(loadOptions(path.basename(programIn(packageRoot))))
    await config.runCommand('autocomplete:create')
    this.log(`Add this line to ${profiles[shell]}, then open a new terminal:`)
    await config.runCommand('autocomplete:script', [shell])
  }
}
