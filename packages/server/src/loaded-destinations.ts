import type { Call } from '@partner-destinations/runner'
import type { Outcome } from '@partner-destinations/runner/wire'
import { isBroken } from './catalogue'
import { DestinationProcess, LoadEndedError } from './destination-process'
import type { Entry, Start } from './destination-process'
import { listDestinations } from './destinations'
import type { ListedFolder } from './destinations'
import type { BrokenEntry, DestinationSummary } from './wire'

/** As many destinations are loaded at once. Of more, each is loaded when somebody asks for it. */
const fewDestinations = 10

/** The destinations of a folder, as they are at one time. Each is loaded when somebody asks for it. */
export class LoadedDestinations {
  /** Whether a call was made. */
  isUsed = false
  private readonly known = new Map<string, Entry>()
  private readonly processes = new Set<DestinationProcess>()
  private process: Promise<DestinationProcess>

  private constructor(
    private readonly start: Start,
    private readonly listed: ListedFolder[],
    private readonly onCrash: (destinations: LoadedDestinations) => void
  ) {
    this.process = this.startProcess()
  }

  /**
   * Lists the destinations and loads some of them: those that are wanted, those whose names nothing else tells, and all
   * if they are few.
   * @param onCrash is called if the process of the destinations ends, and loading one did not cause it
   * @throws BadInputError when there is no such folder, or no destination in it
   * @throws Error when no process can be started
   */
  static async load(
    start: Start,
    wanted: ReadonlySet<string>,
    onCrash: (destinations: LoadedDestinations) => void
  ): Promise<LoadedDestinations> {
    const listed = listDestinations(start.directory)
    const loaded = new LoadedDestinations(start, listed, onCrash)
    await loaded.process
    const areFew = listed.length <= fewDestinations
    for (const { folder, name } of listed) {
      if (areFew || name === undefined || wanted.has(folder)) await loaded.entry(folder)
    }
    return loaded
  }

  /** What is known of every destination without loading more of them. */
  list(): (DestinationSummary | BrokenEntry)[] {
    return this.listed.map(({ folder, name = folder, slug, description }) => {
      const entry = this.known.get(folder)
      if (!entry) return { folder, name, slug, description }
      return isBroken(entry) ? entry : { folder, name: entry.name, slug: entry.slug, description: entry.description }
    })
  }

  /** What the loaded destinations are, and why others did not load. */
  entries(): Entry[] {
    return this.listed.flatMap(({ folder }) => this.known.get(folder) ?? [])
  }

  /** What a destination is, or why it does not load; undefined when there is none in this folder. */
  async entry(folder: string): Promise<Entry | undefined> {
    if (!this.listed.some((one) => one.folder === folder)) return undefined
    const known = this.known.get(folder)
    if (known) return known
    const { process } = this
    try {
      const entry = await (await process).entry(folder)
      this.known.set(folder, entry)
      return entry
    } catch (error) {
      if (!(error instanceof LoadEndedError)) throw error
      this.known.set(error.broken.folder, error.broken)
      if (this.process === process) this.process = this.startProcess()
      return this.entry(folder)
    }
  }

  /** Has a destination do a call, as `DestinationProcess` does. */
  async call(folder: string, call: Call): Promise<Outcome> {
    this.isUsed = true
    return (await this.process).call(folder, call)
  }

  /** Ends once the calls under way are answered. Resolves when it has ended. */
  async retire(): Promise<void> {
    await Promise.all([...this.processes].map((process) => process.retire()))
  }

  /** Ends at once. */
  async stop(): Promise<void> {
    await this.process.catch(() => undefined)
    await Promise.all([...this.processes].map((process) => process.stop()))
  }

  private async startProcess(): Promise<DestinationProcess> {
    const process = await DestinationProcess.start(this.start)
    this.processes.add(process)
    process.onEnd((end) => {
      this.processes.delete(process)
      if (end === 'crash') this.onCrash(this)
    })
    return process
  }
}
