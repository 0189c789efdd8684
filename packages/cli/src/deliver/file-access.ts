import { Failures, openExistingStore, RefusedError, systemUser } from '@partner-destinations/delivery'
import type { KnownDestination, Store } from '@partner-destinations/delivery'
import type { FailureFilter, Operation, OperationName, Which } from '@partner-destinations/delivery/wire'
import { noSuch } from '@partner-destinations/runner/did-you-mean'
import { startRehearsal } from '@partner-destinations/server/delivery'
import { BadInputError } from '@partner-destinations/server/json-input'
import { cloudDirectory } from '../places'
import type { StoreOutline } from './config-file'
import { throwInWords } from './in-words'
import type { StoreAccess } from './store-access'

const none = { pending: 0, inFlight: 0, delivered: 0, filtered: 0, failed: 0 }

/** A store by its file, while nothing delivers from it. */
export class FileAccess implements StoreAccess {
  readonly isRunning = false
  private readonly by = systemUser()
  private readonly known: Failures

  private constructor(
    private readonly store: Store,
    private readonly configured: KnownDestination[],
    config: StoreOutline['config']
  ) {
    this.known = new Failures({
      store,
      destinations: () => configured,
      config,
      onPending: () => undefined,
      rehearse: (present, onRehearsed) =>
        startRehearsal({ config: present, directory: cloudDirectory(), onRehearsed, log: silent })
    })
  }

  /** @throws BadInputError if it can't be opened */
  static async open({ store, destinations, config }: StoreOutline): Promise<FileAccess> {
    const opened = await openExistingStore(store, destinations).catch(throwInWords)
    return new FileAccess(opened, destinations, config)
  }

  /** Those of the config, and those that the store has deliveries or pauses of. */
  async destinations() {
    const [counts, backlogs, pauses] = await Promise.all([
      this.store.counts(),
      this.store.backlogs(),
      this.store.pauses()
    ])
    const configured = this.configured.map(({ name }) => name)
    const names = new Set([...configured, ...Object.keys(counts), ...Object.keys(pauses)])
    return [...names].map((name) => ({
      name,
      counts: counts[name] ?? none,
      pause: pauses[name],
      oldestReceivedAt: backlogs[name]?.oldestReceivedAt
    }))
  }

  async pause(name: string, reason: string) {
    await this.checkName(name)
    await this.store.pause(name, { by: 'operator', reason })
    await this.wrote('pause', { destination: name, reason })
  }

  async resume(name: string) {
    await this.checkName(name)
    await this.store.resume(name)
    await this.wrote('resume', { destination: name })
  }

  async erase(person: string) {
    const events = await this.store.erase(person)
    await this.wrote('erase', {}, events)
    return events
  }

  groups(filter: FailureFilter) {
    return this.known.groups(filter)
  }

  failures(filter: FailureFilter, limit: number) {
    return this.known.deliveries(filter, { limit })
  }

  async delivery(id: number) {
    const delivery = await this.known.delivery(id)
    if (delivery) return delivery
    throw new BadInputError(`There is no delivery ${id}.`)
  }

  resend(which: Which, first?: number) {
    return inWords(this.known.resend(which, this.by, first))
  }

  discard(which: Which) {
    return inWords(this.known.discard(which, this.by))
  }

  correct(id: number, event: object) {
    return inWords(this.known.correct(id, event, this.by))
  }

  difference(which: Which, first?: number) {
    return inWords(this.known.difference(which, first))
  }

  export(filter: FailureFilter) {
    return this.known.export(filter, this.by)
  }

  operations(limit: number) {
    return this.store.operations({ limit })
  }

  close() {
    return this.store.close()
  }

  private async checkName(name: string): Promise<void> {
    const names = (await this.destinations()).map((destination) => destination.name)
    if (!names.includes(name)) throw new BadInputError(noSuch('destination', name, names))
  }

  /** Writes down what an operator did. */
  private wrote(action: OperationName, what: Operation['what'], count = 0): Promise<number> {
    return this.store.logOperation({ who: this.by, action, what, count })
  }
}

/** What goes wrong in a rehearsal is in its result. */
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Commands print the errors of bad input without a stack. */
async function inWords<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    const { name, message } = error as Error
    throw error instanceof RefusedError || name === 'StoreUnavailableError' ? new BadInputError(message) : error
  }
}
