import { mostTold } from './limits'

/** Tells of bad records, as long as there are few. */
export class BadRecords {
  private told = 0

  /** @param write prints a line */
  constructor(private readonly write: (line: string) => void) {}

  tell({ place, problem }: { place: string; problem: string }): void {
    if (this.told++ < mostTold) this.write(`${place}: ${problem}`)
    else if (this.told === mostTold + 1) this.write('There are more bad records. They are counted below.')
  }
}
