import { toConfiguredId, ux } from '@oclif/core'
import type { Hook } from '@oclif/core'
import { closest } from 'fastest-levenshtein'

/** Suggests a command when there is no terminal. In one, `@oclif/plugin-not-found` asks about it and runs it. */
const suggest: Hook.CommandNotFound = async ({ id, config }) => {
  if (process.stdin.isTTY) return
  const known = config.commands.filter(({ hidden }) => !hidden).map((command) => command.id)
  ux.stderr(`Did you mean ${config.bin} ${toConfiguredId(closest(id, known), config)}?`)
}

export default suggest
