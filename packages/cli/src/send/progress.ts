/** What `Progress` writes to: a terminal, where a line can be written over, or anything else. */
export type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & { write: (text: string) => unknown }

/** The shortest time between two reports, in milliseconds. */
const pause = { terminal: 100, plain: 5000 }

/** Says how far the work is: on a terminal in one line that changes, elsewhere in a line every five seconds. */
export class Progress {
  private last: number
  private isShown = false

  constructor(private readonly output: Output, private readonly now: () => number = () => performance.now()) {
    this.last = now()
  }

  /** @param describe says how far the work is, without a line end; called when it is time to */
  update(describe: () => string): void {
    const { output } = this
    if (this.now() - this.last < (output.isTTY ? pause.terminal : pause.plain)) return
    this.last = this.now()
    if (!output.isTTY) {
      output.write(`${describe()}\n`)
      return
    }
    output.write(`\r${describe().slice(0, (output.columns || 80) - 1)}\u001b[K`)
    this.isShown = true
  }

  /** Takes the line from the terminal again, so that other output can come. */
  clear(): void {
    if (this.isShown) this.output.write('\r\u001b[K')
    this.isShown = false
  }
}
