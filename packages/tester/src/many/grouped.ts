/** Whether something went well; `neutral` when it is neither. */
export type Outcome = 'good' | 'bad' | 'neutral'

/** Items that have the same outcome for the same reason. */
export interface Group<Item> {
  outcome: Outcome
  label: string
  items: Item[]
}

/**
 * Puts items with the same outcome and label together: those that went wrong first, then the largest groups.
 * @param describe numbers and quoted texts in labels are ignored, because they often differ from item to item
 */
export function grouped<Item>(
  items: Item[],
  describe: (item: Item) => { outcome: Outcome; label: string }
): Group<Item>[] {
  const groups = new Map<string, Group<Item> & { labels: Set<string> }>()
  for (const item of items) {
    const { outcome, label } = describe(item)
    const key = `${outcome} ${general(label)}`
    const group = groups.get(key) ?? { outcome, label: general(label), items: [], labels: new Set() }
    group.items.push(item)
    group.labels.add(label)
    groups.set(key, group)
  }
  const order: Outcome[] = ['bad', 'neutral', 'good']
  return [...groups.values()]
    .map(({ labels, ...group }) => ({ ...group, label: labels.size === 1 ? [...labels][0] : group.label }))
    .sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || b.items.length - a.items.length)
}

/** A text without numbers and quoted texts. */
function general(text: string): string {
  return text.replace(/"[^"]*"|“[^”]*”|\d+(?:\.\d+)*/g, '…')
}
