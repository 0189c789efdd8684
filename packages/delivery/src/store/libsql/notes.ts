import type { Database, Statement } from 'libsql'
import type { NoteName } from '../movable'

/** What a file notes about itself. */
export class Notes {
  private readonly read: Statement
  private readonly write: Statement
  private readonly remove: Statement

  constructor(db: Database) {
    this.read = db.prepare('SELECT value FROM meta WHERE key = ?').raw()
    this.write = db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)')
    this.remove = db.prepare('DELETE FROM meta WHERE key = ?')
  }

  get(_now: number, name: NoteName): string | undefined {
    return (this.read.get(name) as [string] | undefined)?.[0]
  }

  keep(_now: number, name: NoteName, value: string | undefined): void {
    if (value === undefined) this.remove.run(name)
    else this.write.run(name, value)
  }
}
