import { SandboxAgent } from '@partner-destinations/sandbox'
import { Secrets, maskOutput, run } from '@partner-destinations/runner'
import { BadCallError } from '@partner-destinations/runner/bad-call'
import { isCallError } from '@partner-destinations/runner/wire'
import type { Outcome } from '@partner-destinations/runner/wire'
import { loadDestinations } from './destinations'
import { withoutMachinePaths } from './machine-paths'
import { describeDestinations } from './catalogue'
import type { Message, Question, Start } from './destination-process'

/** The process of `DestinationProcess`: loads the destinations, says what they are, and does calls until it is ended. */
function main({ directory, sandboxPort, broken }: Start): void {
  const loaded = loadDestinations(directory, { broken, onLoad: (folder) => say({ loading: folder }) })
  const definitions = new Map(loaded.map((one) => [one.folder, 'definition' in one ? one.definition : undefined]))
  const secrets = new Secrets()
  maskOutput(secrets)
  const agent = sandboxPort === undefined ? undefined : new SandboxAgent(sandboxPort)
  process.on('message', (question: Question) => void answer(question).then(say))
  say({ catalogue: describeDestinations(loaded, directory) })

  async function answer({ id, folder, call }: Question): Promise<Message> {
    try {
      const definition = definitions.get(folder)
      if (!definition) throw new BadCallError(`There is no destination ${folder}.`)
      secrets.addSettings(definition, call.settings, 'auth' in call ? call.auth : undefined)
      secrets.forgetOldest()
      return { id, outcome: withShortStacks(await run(definition, call, agent)) }
    } catch (error) {
      if (error instanceof BadCallError) {
        const { message, fields, problems } = error
        return { id, badCall: message, fields, problems }
      }
      return { id, crash: withoutMachinePaths(error instanceof Error ? error.message : String(error), directory) }
    }
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
