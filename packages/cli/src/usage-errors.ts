import { stripVTControlCharacters } from 'node:util'
import { toConfiguredId } from '@oclif/core'
import type { Command, Interfaces } from '@oclif/core'
import { closeWord, didYouMean } from '@partner-destinations/runner/did-you-mean'

/** What is known of the command that somebody typed. */
export interface CommandFacts {
  id: string
  args: Record<string, Pick<Command.Arg.Any, 'description'>>
  flags: Record<
    string,
    Pick<Command.Flag.Any, 'description'> & { options?: readonly string[]; min?: number; max?: number }
  >
  config: Pick<Interfaces.Config, 'bin' | 'topicSeparator'>
}

/** What oclif's parser adds to some of its errors. */
interface ParserError {
  /** Options that don't exist, as typed. */
  flags?: string[]
  /** Arguments that are missing, or the texts of those that are too many. */
  args?: { name: string; description?: string; options?: string[] }[] | string[]
}

/** Says what is wrong with an option or an argument; oclif's message has the groups. */
type InWords = (groups: string[], facts: CommandFacts) => string

/** oclif has no codes for these errors, only messages. */
const messages: [RegExp, InWords][] = [
  [/^Missing required flag (\S+)$/m, ([name], { flags }) => `--${name} is missing: ${described(flags[name])}`],
  [/^Flag --(\S+) expects a value/, ([name], { flags }) => `--${name} needs a value: ${described(flags[name])}`],
  [/^Flag --(\S+) can only be specified once/, ([name]) => `Give --${name} only once.`],
  [
    /--(\S+?)(?:=.*)? cannot also be provided when using --(\S+)/,
    ([one, other]) => `--${one} and --${other} can't be used together.`
  ],
  [/must be provided when using --(\S+): \s*--(\S+)/, ([one, other]) => `--${one} needs --${other}.`],
  [
    /^Parsing --(\S+) \s*Expected an integer/,
    ([name], { flags }) => `--${name} must be a number${range(flags[name])}.`
  ],
  [
    /^Expected --([^=]+)=(.*) to be one of: (.*)$/m,
    ([name, given, options]) => `--${name} must be one of: ${options}.${didYouMean(given, options.split(', '))}`
  ],
  [
    /^Expected (.*) to be one of: (.*)$/m,
    ([given, options]) => `${JSON.stringify(given)} is not one of: ${options}.${didYouMean(given, options.split(', '))}`
  ]
]

/**
 * What somebody typed wrongly, in words, if oclif refused its options or arguments.
 * @returns undefined if the error is another one
 */
export function usageError(error: Error, facts: CommandFacts): string | undefined {
  const { flags, args } = error as ParserError
  const kind = error.constructor.name
  if (kind === 'NonExistentFlagsError' && flags) return flags.map((flag) => noSuchOption(flag, facts)).join('\n')
  if (kind === 'UnexpectedArgsError' && args) return tooMany(args as string[], facts)
  if (kind === 'RequiredArgsError' && args) {
    const missing = args as { name: string; description?: string; options?: string[] }[]
    return missing.map((arg) => `The argument ${arg.name} is missing: ${described(arg)}`).join('\n')
  }
  const message = stripVTControlCharacters(error.message).replace(/^The following errors? occurred:\s*/, '')
  const found = messages.flatMap(([pattern, inWords]) => {
    const match = pattern.exec(message)
    return match ? [inWords(match.slice(1), facts)] : []
  })
  return found[0]
}

function noSuchOption(typed: string, { flags, ...facts }: CommandFacts): string {
  const meant = closeWord(typed.replace(/^-+/, ''), Object.keys(flags))
  const advice = meant === undefined ? `Run ${typedCommand(facts)} --help for a list.` : `Did you mean --${meant}?`
  return `There is no option ${typed}. ${advice}`
}

function tooMany(unexpected: string[], { args, ...facts }: CommandFacts): string {
  const known = Object.keys(args)
  const shown = unexpected.map((one) => JSON.stringify(one)).join(', ')
  const takes = known.length === 0 ? 'no argument' : `no argument but ${known.join(' and ')}`
  return `${typedCommand(facts)} takes ${takes}: ${shown} is too many. Run it with --help for its options.`
}

function typedCommand({ id, config }: Pick<CommandFacts, 'id' | 'config'>): string {
  return `${config.bin} ${toConfiguredId(id, config as Interfaces.Config)}`
}

/** The description as the end of a sentence. */
function described({
  description = 'it has no description',
  options
}: { description?: string; options?: readonly string[] } = {}): string {
  return `${description}.${options ? ` Use one of: ${options.join(', ')}.` : ''}`
}

function range({ min, max }: { min?: number; max?: number } = {}): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`
  if (min !== undefined) return `, ${min} or more`
  return max === undefined ? '' : `, ${max} or less`
}
