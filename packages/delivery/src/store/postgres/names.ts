import type { Connections, Statement } from './connections'

const insert: Statement = {
  name: 'insert_names',
  text: 'INSERT INTO delivery.names (name) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING'
}
const read: Statement = { name: 'read_names', text: 'SELECT id, name FROM delivery.names' }

/**
 * Numbers for the names of sources, destinations and subscriptions. A name keeps its number for ever, so each process reads
 * them once, and again when it meets one that another process has added.
 */
export class Names {
  private numbers = new Map<string, number>()
  private names = new Map<number, string>()

  constructor(private readonly connections: Connections) {}

  /** Gives numbers to those of these names that have none. */
  async add(names: Iterable<string>): Promise<void> {
    const isKnown = (name: string) => this.numbers.has(name)
    const unknown = [...new Set(names)].filter((name) => !isKnown(name))
    if (unknown.length === 0) return
    await this.load()
    const added = unknown.filter((name) => !isKnown(name)).sort()
    if (added.length === 0) return
    await this.connections.query(insert, [added])
    await this.load()
  }

  /** Makes sure that these numbers have names here. */
  async know(numbers: Iterable<number>): Promise<void> {
    if ([...numbers].some((number) => !this.names.has(number))) await this.load()
  }

  async load(): Promise<void> {
    const rows = await this.connections.query<{ id: number; name: string }>(read)
    this.numbers = new Map(rows.map(({ id, name }) => [name, id]))
    this.names = new Map(rows.map(({ id, name }) => [id, name]))
  }

  /** The number of a name that was added, or that the store had when it was last read. */
  known(name: string): number | undefined {
    return this.numbers.get(name)
  }

  /** The number of a name that was added. */
  numberOf(name: string): number {
    const number = this.numbers.get(name)
    if (number === undefined) throw new Error(`The store has no number for the name "${name}".`)
    return number
  }

  nameOf(number: number): string {
    const name = this.names.get(number)
    if (name === undefined) throw new Error(`The store has no name for the number ${number}.`)
    return name
  }
}
