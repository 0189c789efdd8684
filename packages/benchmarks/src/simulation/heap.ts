/** A binary heap. The one that goes before all others is first. */
export class Heap<Item> {
  private readonly items: Item[] = []

  constructor(private readonly isBefore: (one: Item, other: Item) => boolean) {}

  get first(): Item | undefined {
    return this.items[0]
  }

  push(item: Item): void {
    const { items, isBefore } = this
    let place = items.length
    while (place > 0) {
      const above = (place - 1) >> 1
      if (!isBefore(item, items[above])) break
      items[place] = items[above]
      place = above
    }
    items[place] = item
  }

  pop(): Item | undefined {
    const [first] = this.items
    const last = this.items.pop()
    if (last !== undefined && this.items.length > 0) this.sink(last)
    return first
  }

  /** Puts an item in the place of the first one, and then where it belongs. */
  private sink(item: Item): void {
    const { items, isBefore } = this
    let place = 0
    for (;;) {
      let below = 2 * place + 1
      if (below >= items.length) break
      if (below + 1 < items.length && isBefore(items[below + 1], items[below])) below++
      if (!isBefore(items[below], item)) break
      items[place] = items[below]
      place = below
    }
    items[place] = item
  }
}
