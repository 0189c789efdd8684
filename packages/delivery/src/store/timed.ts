import type { Observer } from '../observer'

/** Tells an observer how long a store takes for something. */
export async function timed<Result>(observer: Observer, operation: string, result: Promise<Result>): Promise<Result> {
  const start = performance.now()
  try {
    return await result
  } finally {
    observer.stored(operation, (performance.now() - start) / 1000)
  }
}
