/** Whether something went well; `neutral` when it is neither. */
export type Mark = 'good' | 'bad' | 'neutral'

/** Items that have the same mark for the same reason. */
export interface Group<Item> {
  mark: Mark
  label: string
  items: Item[]
}

/**
 * Puts items with the same mark and label together: those that went wrong first, then the largest groups.
 * @param describe numbers and quoted texts in labels are ignored, because they often differ from item to item
 */
export function grouped<Item>(items: Item[], describe: (item: Item) => { mark: Mark; label: string }): Group<Item>[] {
  const groups = new Map<string, Group<Item> & { labels: Set<string> }>()
  for (const item of items) {
    const { mark, label } = describe(item)
    const key = `${mark} ${general(label)}`
    const group = groups.get(key) ?? { mark, label: general(label), items: [], labels: new Set() }
    group.items.push(item)
    group.labels.add(label)
    groups.set(key, group)
  }
  const order: Mark[] = ['bad', 'neutral', 'good']
  return [...groups.values()]
    .map(({ labels, ...group }) => ({ ...group, label: labels.size === 1 ? [...labels][0] : group.label }))
    .sort((a, b) => order.indexOf(a.mark) - order.indexOf(b.mark) || b.items.length - a.items.length)
}

/** A text without numbers and quoted texts. */
function general(text: string): string {
  return text.replace(/"[^"]*"|“[^”]*”|\d+(?:\.\d+)*/g, '…')
}
