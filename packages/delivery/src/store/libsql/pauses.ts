import type { Database, Statement } from 'libsql'
import { isOver, longerPause } from '../../machine/pause'
import type { Pause } from '../store'
import type { Names } from './names'

/** Which destinations are paused. */
export class Pauses {
  private pauses = new Map<string, Pause>()
  private readonly write: Statement
  private readonly remove: Statement
  private readonly read: Statement

  constructor(db: Database, private readonly names: Names) {
    this.write = db.prepare('INSERT OR REPLACE INTO pauses (destination, until, "by", reason) VALUES (?, ?, ?, ?)')
    this.remove = db.prepare('DELETE FROM pauses WHERE destination = ?')
    this.read = db.prepare('SELECT destination, until, "by", reason FROM pauses').raw()
  }

  load(): void {
    const rows = this.read.all() as [number, number | null, Pause['by'], string][]
    this.pauses = new Map(
      rows.map(([destination, until, by, reason]) => [
        this.names.nameOf(destination),
        { ...(until !== null && { until }), by, reason }
      ])
    )
  }

  pause(now: number, destination: string, added: Pause): void {
    const current = this.pauses.get(destination)
    const pause = longerPause(current && !isOver(current, now) ? current : undefined, added)
    const { until, by, reason } = pause
    this.write.run(this.names.numberOf(destination), until ?? null, by, reason)
    this.pauses.set(destination, pause)
  }

  resume(destination: string): void {
    if (!this.pauses.delete(destination)) return
    this.remove.run(this.names.numberOf(destination))
  }

  all(now: number): Record<string, Pause> {
    return Object.fromEntries([...this.pauses].filter(([, pause]) => !isOver(pause, now)))
  }

  /** Whether a destination is paused now. */
  holds(now: number, destination: string): boolean {
    const pause = this.pauses.get(destination)
    return pause !== undefined && !isOver(pause, now)
  }
}
