// Comes first: everything else imports the framework.
import './use-framework'
import { Secrets, maskOutput, run } from '@partner-destinations/runner'
import { BadCallError } from '@partner-destinations/runner/bad-call'
import { isCallError } from '@partner-destinations/runner/wire'
import type { Outcome } from '@partner-destinations/runner/wire'
import type { Definition } from '@partner-destinations/runner'
import { loadEntry } from './catalogue'
import { GuardedAgent, installConnectionGuard } from './connection-guard'
import { withoutMachinePaths } from './machine-paths'
import type { Message, Question, Start } from './destination-process'

/** The process of `DestinationProcess`: loads destinations when it is asked for them, and has them do calls. */
function main({ directory, sandbox }: Start): void {
  const log = (line: string) => process.stderr.write(`${withoutMachinePaths(line, directory)}\n`)
  if (sandbox) installConnectionGuard({ port: sandbox.port, log })
  const definitions = new Map<string, Definition>()
  const agents = new Map<string, GuardedAgent>()
  const secrets = new Secrets()
  maskOutput(secrets)
  process.on('message', (question: Question) => void answer(question).then(say))
  say({ ready: true })

  async function answer(question: Question): Promise<Message> {
    const { id, folder } = question
    if (!('call' in question)) return { id, entry: load(folder) }
    const { call } = question
    try {
      if (!definitions.has(folder)) load(folder)
      const definition = definitions.get(folder)
      if (!definition) throw new BadCallError(`There is no destination ${folder} that loads.`)
      secrets.addSettings(definition, call.settings, 'auth' in call ? call.auth : undefined)
      secrets.forgetOldest()
      return { id, outcome: withShortStacks(await run(definition, call, agentFor(folder, call.kind === 'preview'))) }
    } catch (error) {
      if (error instanceof BadCallError) {
        const { message, fields, problems } = error
        return { id, badCall: message, fields, problems }
      }
      return { id, crash: withoutMachinePaths(error instanceof Error ? error.message : String(error), directory) }
    }
  }

  function load(folder: string) {
    say({ loading: folder })
    const loaded = loadEntry(directory, folder)
    if ('definition' in loaded) definitions.set(folder, loaded.definition)
    return loaded.entry
  }

  /** One for each destination, under whose name the sandbox keeps what it receives; none in live mode. */
  function agentFor(folder: string, sendsNothing: boolean): GuardedAgent | undefined {
    if (!sandbox) return undefined
    const key = `${folder} ${sendsNothing}`
    const agent = agents.get(key) ?? new GuardedAgent(sandbox, folder, sendsNothing)
    agents.set(key, agent)
    return agent
  }

  /** Stacks name files of this machine, and answers go to pages, from which people copy. */
  function withShortStacks(outcome: Outcome): Outcome {
    const steps = outcome.steps.map((step) => {
      if (!isCallError(step) || !step.stack) return step
      return { ...step, stack: step.stack.map((line) => withoutMachinePaths(line, directory)) }
    })
    return { ...outcome, steps }
  }
}

function say(message: Message): void {
  // Without a channel the server is gone, and nobody is left to tell.
  if (process.connected) process.send?.(message)
}

// Ctrl+C reaches the whole group of processes; the server decides when this one ends.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => process.exit())
try {
  main(JSON.parse(process.argv[2]) as Start)
} catch (error) {
  say({ startError: error instanceof Error ? error.message : String(error) })
}
