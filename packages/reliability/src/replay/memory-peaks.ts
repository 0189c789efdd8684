import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** How often memory is read, in milliseconds. */
const every = 1_000

/** The largest memory of processes that come and go, in the first half of a run and in the second one. */
export class MemoryPeaks {
  /** Bytes, by the name of the process. */
  readonly peaks: Record<string, [first: number, second: number]> = {}
  private readonly timer: NodeJS.Timeout

  /**
   * @param pidOf the processes by name; undefined while one doesn't run
   * @param isSecondHalf in which half the run is
   */
  constructor(
    private readonly pidOf: Record<string, () => number | undefined>,
    private readonly isSecondHalf: () => boolean
  ) {
    this.timer = setInterval(() => void this.read(), every)
  }

  stop(): void {
    clearInterval(this.timer)
  }

  private async read(): Promise<void> {
    const half = this.isSecondHalf() ? 1 : 0
    for (const [name, pid] of Object.entries(this.pidOf)) {
      const bytes = await memoryOf(pid())
      const peaks = (this.peaks[name] ??= [0, 0])
      peaks[half] = Math.max(peaks[half], bytes)
    }
  }
}

/** What the system counts for a process, in bytes; 0 if it has ended. */
async function memoryOf(pid: number | undefined): Promise<number> {
  if (pid === undefined) return 0
  try {
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)])
    return Number(stdout) * 1024
  } catch {
    return 0 // it was killed in the meantime
  }
}
