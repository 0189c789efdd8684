import { inspect } from 'node:util'
import { isRefusal } from '../agent'
import type { Secrets } from './secrets'

/**
 * Masks secrets in everything that this process prints from now on. This includes what a destination prints, and the
 * error of a destination that ends the process because it failed outside of a call.
 */
export function maskOutput(secrets: Secrets): void {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream) as (chunk: unknown, ...rest: unknown[]) => boolean
    stream.write = (chunk: unknown, ...rest: unknown[]) =>
      write(typeof chunk === 'string' ? secrets.mask(chunk) : chunk, ...rest)
  }
  process.on('uncaughtException', (error) => {
    // Its call tells it, and the process has the calls of others to do.
    if (isRefusal(error)) return
    process.stderr.write(
      `A destination failed in a promise or callback that it did not await: ${inspect(error)}\n`,
      () => process.exit(1)
    )
  })
}
