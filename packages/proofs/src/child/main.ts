// Comes first: everything else imports the framework.
import './use-framework'
import path from 'node:path'
import type { Definition } from '@partner-destinations/runner'
import type { Subject } from '../subject'
import type { Message } from '../verdict'
import { generatedInputs } from './input'
import type { GenerateTestData } from './input'
import { Prover } from './prove-action'
import { steadyWorld } from '@partner-destinations/reliability/steady-world'
import { testInputs } from './test-inputs'

/** The process that proves one destination, and is ended with it. */
async function main(subject: Subject, destination: string): Promise<void> {
  steadyWorld()
  const definition = load(path.join(subject.destinations, destination)).default as Definition
  const { generateTestData } = load(subject.testData) as { generateTestData: GenerateTestData }
  say({ actions: Object.keys(definition.actions) })
  const prover = await Prover.start()
  for (const action of Object.keys(definition.actions)) {
    const inputs = generatedInputs(definition, action, generateTestData)
    const more = () => testInputs(subject, destination, definition, action, inputs[3])
    say({ report: await prover.prove(definition, action, inputs, more) })
  }
}

function load(file: string): Record<string, unknown> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file is known only at run time
  return require(file) as Record<string, unknown>
}

function say(message: Message): void {
  process.send?.(message)
}

const [subject, destination] = process.argv.slice(2)
process.on('disconnect', () => process.exit())
// What a destination leaves behind it must not end the run of its other actions.
process.on('unhandledRejection', () => undefined)
process.on('uncaughtException', () => undefined)
main(JSON.parse(subject) as Subject, destination)
  .catch((error: Error) => say({ loadError: error.message.split('\n')[0] }))
  .finally(() => process.disconnect())
