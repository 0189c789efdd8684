/** How much a stand-in keeps of each kind, so that a sandbox stays small however long it runs. */
export const CAPACITY = 10_000

/** A map that drops its oldest entry if it would get more than `capacity`. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  constructor(private readonly capacity: number) {
    super()
  }

  override set(key: Key, value: Value): this {
    if (this.size >= this.capacity && !this.has(key)) {
      const [oldest] = this.keys()
      this.delete(oldest)
    }
    return super.set(key, value)
  }
}
