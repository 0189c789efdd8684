import { watch } from 'chokidar'
import type { FSWatcher } from 'chokidar'
import type { Call } from '@partner-destinations/runner'
import type { Outcome } from '@partner-destinations/runner/wire'
import { formatBroken, isBroken } from './catalogue'
import type { Catalogue } from './catalogue'
import { DestinationProcess } from './destination-process'
import type { Start } from './destination-process'

/** Milliseconds to wait for more changes after one: editors and `git checkout` write several files at once. */
const settleTime = 50

/**
 * The destinations as they are on disk now. After a change they are loaded again in a new process. New calls wait for
 * it; calls under way end in the old one.
 */
export class ReloadingDestinations {
  private current: Promise<DestinationProcess>
  /** All processes that haven't ended, also those that still answer calls from before a change. */
  private readonly processes = new Set<DestinationProcess>()
  private watcher?: FSWatcher
  private timer?: NodeJS.Timeout
  private stopped = false
  /** Whether a destination ended the process. It is started again at the next change or call. */
  private hasEnded = false

  /** @param onLoad is told, in lines, why destinations were loaded again, and which of them do not load */
  constructor(private readonly start: Start, private readonly onLoad: (lines: string[]) => void) {
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
    if (this.hasEnded) this.reload('Loaded the destinations again for a call')
    return (await this.current).call(folder, call)
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await this.watcher?.close()
    await this.current.catch(() => undefined)
    await Promise.all([...this.processes].map((process) => process.stop()))
  }

  private reloadSoon(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.reload('Loaded the changed destinations'), settleTime)
  }

  /** @param what was done, and why: the beginning of a sentence */
  private reload(what: string): void {
    this.hasEnded = false
    const old = this.current
    const next = this.load()
    this.current = next
    // Also a process that was still starting has to go, or it would stay behind.
    old.then((process) => process.retire()).catch(() => undefined)
    next
      .then(({ catalogue }) => this.onLoad(describeLoad(what, catalogue)))
      .catch((error: Error) => this.onLoad([`The destinations do not load: ${error.message}`]))
  }

  private async load(): Promise<DestinationProcess> {
    const process = await DestinationProcess.start(this.start)
    this.processes.add(process)
    process.onEnd((crashed) => {
      this.processes.delete(process)
      if (!crashed || this.stopped) return
      if (process.isUsed) return this.reload('Loaded the destinations again after one of them ended their process')
      // It would do so again, for ever.
      this.hasEnded = true
      this.onLoad(['A destination ended the process soon after it was loaded. The next change or call starts another.'])
    })
    return process
  }
}

function describeLoad(what: string, catalogue: Catalogue): string[] {
  const broken = catalogue.filter(isBroken)
  if (broken.length === 0) return [`${what}.`]
  return [`${what}, but not all of them:`, ...broken.map((entry) => `  ${formatBroken(entry)}`)]
}
