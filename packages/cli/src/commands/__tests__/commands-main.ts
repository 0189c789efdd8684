import { Console } from 'node:console'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { handle, run } from '@oclif/core'
import { loadOptions, packageRoot } from '../../load-options'
import { refreshManifest } from '../../manifest'
import type { Printed, Typed } from './commands'

/** Runs a command as `main.ts` does, with everything that belongs to a process in a version of its own. */
async function runCommand({ args, input = '', env = {} }: Typed): Promise<Printed> {
  await refreshManifest(packageRoot)
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const printed = Promise.all([text(stdout), text(stderr)])
  let ended: number | undefined
  const restore = replace(
    [process, 'stdin', Readable.from(input === '' ? [] : [Buffer.from(input)])],
    [process, 'stdout', stdout],
    [process, 'stderr', stderr],
    [process, 'env', { ...process.env, ...env }],
    [process, 'exit', (code = 0) => (ended ??= code)],
    [globalThis, 'console', new Console({ stdout, stderr })]
  )
  await run(args, loadOptions('./bin/run')).catch(handle)
  const code = ended ?? Number(process.exitCode ?? 0)
  process.exitCode = undefined
  process.removeAllListeners('uncaughtException')
  restore()
  stdout.end()
  stderr.end()
  const [out, errors] = await printed
  return { stdout: out, stderr: errors.trim(), code }
}

/** Gives objects other properties, also in the place of those that cannot be assigned to, and returns the way back. */
function replace(...replacements: [owner: object, key: string, value: unknown][]): () => void {
  const originals = replacements.map(([owner, key, value]) => {
    const original = Object.getOwnPropertyDescriptor(owner, key) as PropertyDescriptor
    Object.defineProperty(owner, key, { value, configurable: true, enumerable: true, writable: true })
    return () => Object.defineProperty(owner, key, original)
  })
  return () => originals.forEach((restore) => restore())
}

process.on('message', (typed: Typed) => void runCommand(typed).then((printed) => process.send?.(printed)))
