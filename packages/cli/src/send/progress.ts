/** The output of `Progress`: a terminal, where a line can be overwritten, or anything else. */
export type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & { write: (text: string) => unknown }

/** The shortest time between two reports, in milliseconds. */
const pause = { terminal: 100, plain: 5000 }

/** Shows the progress: on a terminal in one line that changes, otherwise in a new line every five seconds. */
export class Progress {
  private last: number
  private isShown = false

  constructor(private readonly output: Output, private readonly now: () => number = () => performance.now()) {
    this.last = now()
  }

  /** @param describe the progress in words, without a line end; called when a report is due */
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

  /** Removes the line from the terminal, so that other output can come. */
  clear(): void {
    if (this.isShown) this.output.write('\r\u001b[K')
    this.isShown = false
  }
}
