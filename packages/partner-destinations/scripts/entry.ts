import path from 'node:path'

/** An export of a module. */
interface Export {
  module: string
  name: string
}

const ofCli = (command: string, name: string): Export => ({
  module: `@partner-destinations/cli/commands/${command}`,
  name
})

/** oclif's own command; the exports of its package leave the file out. */
function ofAutocomplete(command: string): Export {
  const library = path.dirname(require.resolve('@oclif/plugin-autocomplete'))
  return { module: path.join(library, 'commands/autocomplete', `${command}.js`), name: 'default' }
}

/** The commands of the package by their ids. */
const commands: Record<string, Export> = {
  'answers:record': ofCli('answers/record', 'AnswersRecord'),
  autocomplete: ofCli('autocomplete', 'Autocomplete'),
  'autocomplete:create': ofAutocomplete('create'),
  'autocomplete:script': ofAutocomplete('script'),
  contribute: ofCli('contribute', 'Contribute'),
  deliver: ofCli('deliver', 'Deliver'),
  'destinations:list': ofCli('destinations/list', 'DestinationsList'),
  'destinations:pause': ofCli('destinations/pause', 'DestinationsPause'),
  'destinations:resume': ofCli('destinations/resume', 'DestinationsResume'),
  erase: ofCli('erase', 'Erase'),
  failures: ofCli('failures', 'Failures'),
  'failures:discard': ofCli('failures/discard', 'FailuresDiscard'),
  'failures:export': ofCli('failures/export', 'FailuresExport'),
  'failures:list': ofCli('failures/list', 'FailuresList'),
  'failures:resend': ofCli('failures/resend', 'FailuresResend'),
  'failures:show': ofCli('failures/show', 'FailuresShow'),
  'generate:metadata-payload': ofCli('generate/metadata-payload', 'GenerateMetadataPayload'),
  'generate:types': ofCli('generate/types', 'GenerateTypes'),
  help: { module: '@oclif/plugin-help', name: 'commands.help' },
  operations: ofCli('operations', 'Operations'),
  replay: ofCli('replay', 'Replay'),
  send: ofCli('send', 'Send'),
  serve: ofCli('serve', 'Serve'),
  validate: ofCli('validate', 'Validate')
}

/**
 * Commands that need this project: its docs, its lists of vendors, its jest, the sources that a function is bundled of.
 * docs/package.md says so too.
 */
const leftOut = ['export:function', 'generate:action', 'init', 'publish-kit']

/**
 * Makes sure that nobody forgot the package when they added a command.
 * @param ids of all commands that this project has
 * @throws Error that says what to do
 */
export function requireDecisions(ids: string[]): void {
  const undecided = ids.filter((id) => !(id in commands || leftOut.includes(id)))
  if (undecided.length === 0) return
  throw new Error(
    `Add ${undecided.join(', ')} to the commands of the package, or to those left out, in scripts/entry.ts.`
  )
}

/** What runs when there is no such command. */
const hooks: Record<string, Export> = {
  suggest: { module: '@partner-destinations/cli/hooks/command-not-found', name: 'default' }
}

/**
 * The first module of the program's bundle. A command is loaded only when oclif asks for it, for two reasons: it imports
 * the framework, and the program must choose the copy of that first; and it imports TypeScript, which most don't need.
 */
export const entry = [
  `exports.commands = {\n${Object.entries(commands).map(getter).join(',\n')}\n}`,
  ...Object.entries(hooks).map(
    ([name, hook]) => `exports.${name} = function (options) { return ${load(hook)}.call(this, options) }`
  ),
  // With NODE_ENV=development, oclif would look for TypeScript, and warn if there is none.
  "exports.start = () => { require('@oclif/core').settings.enableAutoTranspile = false; require('@partner-destinations/cli') }"
].join('\n')

function getter([id, command]: [string, Export]): string {
  return `get ${JSON.stringify(id)}() { return ${load(command)} }`
}

function load({ module, name }: Export): string {
  return `require(${JSON.stringify(module)}).${name}`
}

/**
 * What oclif has to know of the program, which it finds in `package.json` and otherwise in plugins.
 * @param oclif of the commands' own package.json
 * @param program the bundle that begins with `entry`, from the folder of that package.json
 */
export function describeToOclif({ plugins: _bundled, ...oclif }: { plugins: string[] }, program: string): object {
  return {
    ...oclif,
    commands: { strategy: 'explicit', target: program, identifier: 'commands' },
    hooks: { command_not_found: Object.keys(hooks).map((identifier) => ({ target: program, identifier })) }
  }
}
