import { SandboxAgent } from '@partner-destinations/sandbox'
import { loadDestinations } from '../destinations'
import { BadCallError } from '../run/bad-call'
import { maskOutput } from '../run/masked-output'
import { run } from '../run/run'
import { Secrets } from '../run/secrets'
import { describeDestinations } from './catalogue'
import type { Message, Question, Start } from './destination-process'

/** The process of `DestinationProcess`: loads the destinations, says what they are, and does calls until it is ended. */
function main({ directory, sandboxPort }: Start): void {
  const loaded = loadDestinations(directory)
  const definitions = new Map(loaded.map((one) => [one.folder, 'definition' in one ? one.definition : undefined]))
  const secrets = new Secrets()
  maskOutput(secrets)
  const agent = sandboxPort === undefined ? undefined : new SandboxAgent(sandboxPort)
  process.on('message', (question: Question) => void answer(question).then(say))
  say({ catalogue: describeDestinations(loaded) })

  async function answer({ id, folder, call }: Question): Promise<Message> {
    try {
      const definition = definitions.get(folder)
      if (!definition) throw new BadCallError(`There is no destination ${folder}.`)
      secrets.addSettings(definition, call.settings, 'auth' in call ? call.auth : undefined)
      secrets.forgetOldest()
      return { id, outcome: await run(definition, call, agent) }
    } catch (error) {
      if (error instanceof BadCallError) return { id, badCall: error.message, fields: error.fields }
      return { id, crash: error instanceof Error ? error.message : String(error) }
    }
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
