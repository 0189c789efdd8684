import { existsSync, readFileSync, readdirSync } from 'node:fs'
import Module from 'node:module'
import path from 'node:path'
import { useFrameworkOf } from '@partner-destinations/server/one-framework'
import { refuseConnections } from '../child/connection-guard'
import { steadyWorld } from '@partner-destinations/reliability/steady-world'
import type { RecordedCall } from './recorded-call'
import { anything, runTests, testGlobals } from './test-globals'

/** What a test hands to the framework's test integration, or to a `Destination`. */
interface TestCall extends Omit<RecordedCall, 'action' | 'events' | 'environment'> {
  event?: RecordedCall['events'][number]
  events?: RecordedCall['events']
}

/** The process that runs the tests of one destination: what they call is told, and nothing is done. */
async function main(destination: string): Promise<void> {
  steadyWorld()
  refuseConnections(() => undefined)
  interceptFramework()
  Object.assign(globalThis, testGlobals)
  for (const file of testFiles(destination)) {
    try {
      mocked = modulesMockedBy(file)
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file is known only at run time
      require(file)
      await runTests()
    } catch {
      // One file that doesn't run has nothing to tell; the others may.
    }
  }
}

function testFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.[jt]s$/.test(file))
    .map((file) => path.join(folder, file))
    .sort()
}

/** The files of the modules that the test under way mocks. */
let mocked: string[] = []

/** Jest replaces modules before a test's imports, so the calls that ask for it are found in the text. */
function modulesMockedBy(file: string): string[] {
  const names = [...readFileSync(file, 'utf8').matchAll(/jest\.mock\(\s*['"]([^'"]+)['"]/g)].map(([, name]) => name)
  return names.flatMap((name) => (name.startsWith('@segment/') ? [] : resolved(name, Module.createRequire(file))))
}

function resolved(name: string, { resolve }: NodeJS.Require): string[] {
  try {
    return [resolve(name)]
  } catch {
    return []
  }
}

/** Hands out a framework whose test integration tells the calls to actions, in the place of making them. */
function interceptFramework(): void {
  const loader = Module as unknown as Loader
  const { _load: load } = loader
  loader._load = (request, parent, ...rest) => {
    if (mocked.length > 0 && mocked.includes(loader._resolveFilename(request, parent))) return anything()
    const loaded = load.call(loader, request, parent, ...rest) as Framework
    if (request !== '@segment/actions-core') return loaded
    return new Proxy(loaded, {
      get: (target, key) =>
        key === 'createTestIntegration'
          ? (definition: never) => telling(target.createTestIntegration(definition))
          : (Reflect.get(target, key) as unknown)
    })
  }
}

/** What Node calls for each `require`. */
interface Loader {
  _load: (request: string, parent: NodeModule, ...rest: unknown[]) => unknown
  _resolveFilename: (request: string, parent: NodeModule) => string
}

interface Framework {
  createTestIntegration: (definition: never) => object
}

function telling(destination: object): object {
  const tell = async (action: string, call: TestCall = {}) => {
    const { event, events, mapping, settings, useDefaultMappings, auth, features, subscriptionMetadata } = call
    const own = events ?? (event ? [event] : [])
    const told = { mapping, settings, useDefaultMappings, auth, features, subscriptionMetadata }
    const recorded: RecordedCall = { action, events: own, ...told, environment: setVariables() }
    process.send?.(recorded)
    return []
  }
  return Object.assign(destination, { testAction: tell, testBatchAction: tell, executeBatch: tell })
}

const environment = { ...process.env }

function setVariables(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name, value]) => environment[name] !== value)
  return Object.fromEntries(entries) as Record<string, string>
}

process.on('disconnect', () => process.exit())
process.on('unhandledRejection', () => undefined)
process.on('uncaughtException', () => undefined)
// The tests import the framework, and nothing here does before them.
useFrameworkOf(process.argv[2])
void main(process.argv[2]).finally(() => process.disconnect())
