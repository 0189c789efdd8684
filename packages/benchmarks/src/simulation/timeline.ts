import { Heap } from './heap'

interface Happening {
  time: number
  /** If two things have the same time, the one that was planned first happens first. */
  order: number
  happen: () => void
}

/** The clock of a simulation, and what is going to happen. Milliseconds. */
export class Timeline {
  now = 0
  private planned = 0
  private readonly happenings = new Heap<Happening>(
    (one, other) => one.time < other.time || (one.time === other.time && one.order < other.order)
  )

  after(milliseconds: number, happen: () => void): void {
    this.happenings.push({ time: this.now + milliseconds, order: this.planned++, happen })
  }

  /** Has everything happen up to a time, or until nothing is planned. */
  run(until = Infinity): void {
    for (let next = this.happenings.first; next && next.time <= until; next = this.happenings.first) {
      this.happenings.pop()
      this.now = next.time
      next.happen()
    }
    if (until < Infinity) this.now = until
  }
}
