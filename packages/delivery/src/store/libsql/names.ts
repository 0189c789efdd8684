import type { Database, Statement } from 'libsql'

/** Numbers for the names of sources, destinations and subscriptions. */
export class Names {
  private numbers = new Map<string, number>()
  private names = new Map<number, string>()
  private readonly insert: Statement
  private readonly read: Statement

  constructor(db: Database) {
    this.insert = db.prepare('INSERT INTO names (id, name) VALUES (?, ?)')
    this.read = db.prepare('SELECT name, id FROM names').raw()
  }

  /** Reads them from the file. */
  load(): void {
    this.numbers = new Map(this.read.all() as [string, number][])
    this.names = new Map([...this.numbers].map(([name, number]) => [number, name]))
  }

  /** The number of a name, which it gets if it has none. */
  numberOf(name: string): number {
    const known = this.numbers.get(name)
    if (known !== undefined) return known
    const number = this.numbers.size + 1
    this.insert.run(number, name)
    this.numbers.set(name, number)
    this.names.set(number, name)
    return number
  }

  /** The number of a name, if it has one. */
  known(name: string): number | undefined {
    return this.numbers.get(name)
  }

  get all(): Iterable<number> {
    return this.names.keys()
  }

  nameOf(number: number): string {
    const name = this.names.get(number)
    if (name === undefined) throw new Error(`The store has no name for the number ${number}.`)
    return name
  }
}
