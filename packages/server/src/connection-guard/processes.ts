import childProcess from 'node:child_process'
import path from 'node:path'
import workerThreads from 'node:worker_threads'
import { callingModule } from './calling-module'
import type { Patches } from './patches'
import type { Refusals } from './refusals'

/** What compiles TypeScript as it is loaded, in a thread or a process of its own. */
const compilers = ['tsx', 'esbuild']

type Start = (...args: unknown[]) => unknown

/** What Node's own `spawn`, `exec`, `execFile` and `fork` hand on. */
interface SpawnOptions {
  file: string
  args?: string[]
}

/** Refuses processes and threads: nobody guards what they do. */
export function guardProcesses(patches: Patches, refusals: Refusals): void {
  const { prototype } = childProcess.ChildProcess as unknown as { prototype: { spawn: Start } }
  refuseUnlessCompiling(prototype, 'spawn', (options) => {
    const { file, args = [] } = options as SpawnOptions
    return args[1] === '-c' ? args[2] : file
  })
  const synchronous = childProcess as unknown as Record<string, Start>
  for (const key of ['spawnSync', 'execSync', 'execFileSync']) refuseUnlessCompiling(synchronous, key, String)

  patches.replace(workerThreads, 'Worker', (Worker) => {
    return class GuardedWorker extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        if (!isCompiling()) throw refusals.refuse({ did: 'started', what: 'a thread' })
        super(...args)
      }
    }
  })

  function refuseUnlessCompiling<Key extends string>(
    owner: Record<Key, Start>,
    key: Key,
    commandOf: (first: unknown) => string
  ): void {
    patches.replace(
      owner,
      key,
      (start) =>
        function (this: unknown, ...args: unknown[]): unknown {
          if (isCompiling()) return Reflect.apply(start, this, args)
          throw refusals.refuse({ did: 'started', what: `the program ${programOf(commandOf(args[0]))}` })
        }
    )
  }
}

function isCompiling(): boolean {
  return compilers.includes(callingModule() ?? '')
}

/** The program alone, since its arguments may hold secrets. */
function programOf(command: string): string {
  return path.basename(
    command
      .trim()
      .split(/\s/, 1)[0]
      .replace(/^.*=.*$/, 'of a shell')
  )
}
