import path from 'node:path'
import { watch } from 'chokidar'
import type { FSWatcher } from 'chokidar'
import type { Call } from '@partner-destinations/runner'
import type { Outcome } from '@partner-destinations/runner/wire'
import { formatBroken, isBroken } from './catalogue'
import type { Entry, Start } from './destination-process'
import { LoadedDestinations } from './loaded-destinations'
import type { BrokenEntry, DestinationSummary } from './wire'

/** Milliseconds to wait for more changes after one: editors and `git checkout` write several files at once. */
const settleTime = 50

/**
 * The destinations as they are on disk now. After a change, those in use are loaded again in a new process. New calls
 * wait for it; calls under way end in the old one.
 */
export class ReloadingDestinations {
  private current: Promise<LoadedDestinations>
  /** All that have not ended: also those that still answer calls from before a change. */
  private readonly all = new Set<LoadedDestinations>()
  /** The folders that somebody has asked for, or changed. */
  private readonly inUse = new Set<string>()
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
    this.watcher.on('all', (_event, file) => this.reloadSoon(file))
    await new Promise((resolve) => this.watcher?.once('ready', () => resolve(undefined)))
  }

  /** What is known of every destination without loading more of them. */
  async list(): Promise<(DestinationSummary | BrokenEntry)[]> {
    return (await this.current).list()
  }

  /** What the loaded destinations are, and why others did not load. */
  async entries(): Promise<Entry[]> {
    return (await this.current).entries()
  }

  /** What a destination is, or why it does not load; undefined when there is none in this folder. */
  async entry(folder: string): Promise<Entry | undefined> {
    this.inUse.add(folder)
    return (await this.current).entry(folder)
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
    await Promise.all([...this.all].map((destinations) => destinations.stop()))
  }

  private reloadSoon(file: string): void {
    this.inUse.add(path.relative(this.start.directory, file).split(path.sep)[0])
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
    old.then((destinations) => this.retire(destinations)).catch(() => undefined)
    next
      .then((destinations) => this.onLoad(describeLoad(what, destinations.entries())))
      .catch((error: Error) => this.onLoad([`The destinations do not load: ${error.message}`]))
  }

  private async load(): Promise<LoadedDestinations> {
    const destinations = await LoadedDestinations.load(this.start, this.inUse, (crashed) => this.onCrash(crashed))
    this.all.add(destinations)
    return destinations
  }

  private async retire(destinations: LoadedDestinations): Promise<void> {
    await destinations.retire()
    this.all.delete(destinations)
  }

  private onCrash(destinations: LoadedDestinations): void {
    if (this.stopped) return
    if (destinations.isUsed) return this.reload('Loaded the destinations again after one of them ended their process')
    // It would do so again, for ever.
    this.hasEnded = true
    this.onLoad(['A destination ended the process soon after it was loaded. The next change or call starts another.'])
  }
}

function describeLoad(what: string, entries: Entry[]): string[] {
  const broken = entries.filter(isBroken)
  if (broken.length === 0) return [`${what}.`]
  return [`${what}, but not all of them:`, ...broken.map((entry) => `  ${formatBroken(entry)}`)]
}
