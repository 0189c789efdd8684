import { syncBuiltinESMExports } from 'node:module'

/** Parts of Node's modules and of the environment that are replaced, and can be put back. */
export class Patches {
  private readonly undoes: (() => void)[] = []

  /**
   * Replaces a property.
   * @param make makes the new value of the one that was there
   */
  replace<Owner extends object, Key extends keyof Owner>(
    owner: Owner,
    key: Key,
    make: (original: Owner[Key]) => Owner[Key]
  ): void {
    const before = Object.getOwnPropertyDescriptor(owner, key)
    const value = make(owner[key])
    // Without the other attributes, which stay: some properties may only be written.
    Object.defineProperty(owner, key, before ? { value } : { configurable: true, writable: true, value })
    this.undoes.push(() => {
      if (before) Object.defineProperty(owner, key, before)
      else Reflect.deleteProperty(owner, key)
    })
  }

  /** Sets a variable of the environment. */
  setVariable(name: string, value: string): void {
    const before = process.env[name]
    process.env[name] = value
    this.undoes.push(() => {
      if (before === undefined) delete process.env[name]
      else process.env[name] = before
    })
  }

  /** Makes `import { connect } from 'node:net'` see what was replaced. */
  publish(): void {
    syncBuiltinESMExports()
  }

  /** Puts everything back. */
  undo(): void {
    for (const undo of this.undoes.reverse()) undo()
    this.undoes.length = 0
    syncBuiltinESMExports()
  }
}
