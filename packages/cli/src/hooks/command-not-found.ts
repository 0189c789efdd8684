import { toConfiguredId, ux } from '@oclif/core'
import type { Hook } from '@oclif/core'
import { closeWord } from '@partner-destinations/runner/did-you-mean'

/** Says that there is no such command, and suggests one if it is close. It never runs another command. */
const refuse: Hook.CommandNotFound = async function ({ id, config }) {
  const commands = config.commands.filter(({ hidden }) => !hidden).map((command) => command.id)
  const topics = config.topics.map(({ name }) => name)
  const words = id.split(':')
  const isInTopic = topics.includes(words[0])
  const typed = words.slice(0, isInTopic ? 2 : 1).join(':')
  const meant = closeWord(words.slice(0, 2).join(':'), commands) ?? closeWord(typed, [...commands, ...topics])
  const shown = (command: string) => toConfiguredId(command, config)
  ux.stderr(`There is no command "${shown(typed)}".`)
  if (meant !== undefined) ux.stderr(`Did you mean ${config.bin} ${shown(meant)}?`)
  ux.stderr(`Run ${config.bin} help${isInTopic ? ` ${words[0]}` : ''} for a list of available commands.`)
  this.exit(127)
}

export default refuse
