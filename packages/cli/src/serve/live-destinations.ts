import { watch } from 'chokidar'
import type { FSWatcher } from 'chokidar'
import type { Call, Outcome } from '../run/call'
import type { Catalogue } from './catalogue'
import { DestinationProcess } from './destination-process'
import type { Start } from './destination-process'

/** Milliseconds to wait for more changes after one: editors and `git checkout` write several files at once. */
const settleTime = 50

/**
 * The destinations as they are on disk now. After a change they are loaded again in a new process; calls that come
 * meanwhile wait for it, calls under way end in the old one.
 */
export class LiveDestinations {
  private current: Promise<DestinationProcess>
  private watcher?: FSWatcher
  private timer?: NodeJS.Timeout
  private stopped = false

  /** @param onChange is called when changed destinations are loaded; with the error when they cannot be */
  constructor(private readonly start: Start, private readonly onChange: (error?: Error) => void) {
    this.current = this.load()
  }

  /** Waits for the first load, then watches for changes. */
  async ready(): Promise<void> {
    await this.current
    this.watcher = watch(this.start.directory, {
      ignored: /(^|[/\\])(node_modules|__tests__)([/\\]|$)/,
      ignoreInitial: true
    })
    this.watcher.on('all', () => this.reloadSoon())
    await new Promise((resolve) => this.watcher?.once('ready', () => resolve(undefined)))
  }

  async catalogue(): Promise<Catalogue> {
    return (await this.current).catalogue
  }

  async call(folder: string, call: Call): Promise<Outcome> {
    return (await this.current).call(folder, call)
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await this.watcher?.close()
    await this.current.then(
      (process) => process.stop(),
      () => undefined
    )
  }

  private reloadSoon(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.reload(), settleTime)
  }

  private reload(): void {
    const old = this.current
    const next = this.load()
    this.current = next
    // Also a process that was still starting has to go, or it would stay behind.
    old.then((process) => process.retire()).catch(() => undefined)
    next.then(() => this.onChange()).catch((error: Error) => this.onChange(error))
  }

  private async load(): Promise<DestinationProcess> {
    const process = await DestinationProcess.start(this.start)
    process.onCrash(() => !this.stopped && this.reload())
    return process
  }
}
