import { inspect } from 'node:util'
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
    process.stderr.write(
      `A destination failed in a promise or callback that it did not await: ${inspect(error)}\n`,
      () => process.exit(1)
    )
  })
}
