import crypto from 'node:crypto'

/** The time of every run. */
export const NOW = Date.parse('2026-01-15T12:00:00.000Z')

const UUID = '5a5a5a5a-5a5a-4a5a-9a5a-5a5a5a5a5a5a'

/**
 * Stops the clock, and makes everything random the same each time, so that two runs of a destination can be compared.
 * Call it before a destination is loaded.
 */
export function steadyWorld(): void {
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [NOW] : given, newTarget) as Date,
    get: (target, key) => (key === 'now' ? () => NOW : (Reflect.get(target, key) as unknown))
  })
  Math.random = () => 0.42
  const randomBytes = (size: number, callback?: (error: null, bytes: Buffer) => void) => {
    const bytes = Buffer.alloc(size, 0x5a)
    if (!callback) return bytes
    process.nextTick(callback, null, bytes)
    return undefined
  }
  const getRandomValues = <List extends ArrayBufferView>(list: List): List => {
    new Uint8Array(list.buffer, list.byteOffset, list.byteLength).fill(0x5a)
    return list
  }
  Object.assign(crypto, { randomBytes, randomUUID: () => UUID })
  // These have getters only; the module's own of `getRandomValues` can't be replaced.
  Object.defineProperty(crypto.webcrypto, 'randomUUID', { value: () => UUID })
  Object.defineProperty(crypto.webcrypto, 'getRandomValues', { value: getRandomValues })
}
