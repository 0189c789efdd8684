import { Progress } from '../send/progress'
import type { Output } from '../send/progress'
import { LiveLine, figuresIn } from './figures'

/** Milliseconds between two looks at the figures. */
const interval = 1000

/** The output of a process that delivers: lines and, on a terminal, a line of counts below them that changes. */
export class LiveOutput {
  private readonly progress: Progress
  private readonly line = new LiveLine()
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly output: Output) {
    this.progress = new Progress(output)
  }

  get isTTY(): boolean {
    return this.output.isTTY
  }

  /** Writes a text above the line of counts. */
  write(text: string): void {
    this.progress.clear()
    this.output.write(text)
  }

  /**
   * Shows the counts from now on, on a terminal only.
   * @param metrics reads them, in Prometheus' text format
   */
  show(metrics: () => Promise<string>): void {
    if (!this.output.isTTY) return
    this.timer = setInterval(() => {
      // A store that doesn't answer is told by the log.
      const shown = metrics().then((text) => this.line.describe(figuresIn(text), performance.now()))
      shown.then(
        (text) => this.progress.update(() => text),
        () => undefined
      )
    }, interval)
    this.timer.unref()
  }

  close(): void {
    clearInterval(this.timer)
    this.progress.clear()
  }
}
