import type { Readable } from 'node:stream'
import { Selection, systemUser } from '@partner-destinations/delivery'
import type { Replay, ReplayRequest, StartedReplay } from '@partner-destinations/delivery'
import { interruptedCode, Interruption } from '../send/interruption'
import type { Output } from '../send/progress'
import type { ReplayAccess } from './access'
import { BadRecords } from './bad-records'
import { recordsOfFiles, recordsOfStore } from './dry-run'
import type { RehearsedRecord } from './dry-run'
import { readEntries } from './entries'
import { FailedOut } from './failed-out'
import { configOf, findAccess } from './find-access'
import { findInput } from './input-files'
import type { Input } from './input-files'
import { rateIn, selectionOf } from './options'
import { ReplayProgress } from './progress-line'
import { refuseRepeated, refuseUnclear } from './refusals'
import { rehearse, routeIn } from './rehearse'
import type { RehearsedRoute } from './rehearse'
import { pipeAt, Spooled } from './spooled'
import { storePeriod } from './stored-period'
import { Storing } from './storing'
import { isSettled, summary } from './summary'
import { waitUntilSettled } from './waiting'

/** What somebody typed. */
export interface ReplayOptions {
  /** A file, a folder, or `-` for standard input; none with `stored`. */
  file?: string
  /** Replay what the store holds. */
  stored: boolean
  source?: string
  destination?: string
  from?: string
  to?: string
  only?: string
  rate?: string
  dryRun: boolean
  wait: boolean
  again: boolean
  failedOut?: string
  config?: string
  store?: string
  json: boolean
}

/** Where a command writes. */
export interface Terminal {
  stdin: Readable
  /** For progress and bad records. */
  stderr: Output
  /** Prints a text to standard output. */
  log: (text: string) => void
}

/** The work was given up, because Ctrl+C was pressed before anything was stored. */
class StoppedError extends Error {
  readonly name = 'StoppedError'
}

/**
 * Replays events of files, or of the store.
 * @returns the exit code: 1 if a record was bad, or a delivery failed while it waited; 130 after Ctrl+C
 * @throws BadInputError that says what to do
 */
export async function replay(options: ReplayOptions, terminal: Terminal): Promise<number> {
  refuseUnclear(options)
  const { from, to, only } = selectionOf(options)
  const { source, destination } = options
  const request = { source, destination, from, to, only }
  const work = new ReplayWork(options, request, terminal)
  try {
    return await work.run()
  } catch (error) {
    if (error instanceof StoppedError) return interruptedCode
    throw error
  } finally {
    work.close()
  }
}

class ReplayWork {
  private readonly interruption = new Interruption()
  private readonly progress: ReplayProgress
  private readonly bad: BadRecords
  private readonly selection: Selection
  private spooled?: Spooled

  constructor(
    private readonly options: ReplayOptions,
    private readonly request: ReplayRequest,
    private readonly terminal: Terminal
  ) {
    this.progress = new ReplayProgress(terminal.stderr)
    this.selection = new Selection(request)
    this.bad = new BadRecords((line) => this.say(line))
  }

  async run(): Promise<number> {
    if (this.options.dryRun) return this.rehearse()
    const rate = this.options.rate === undefined ? undefined : rateIn(this.options.rate)
    const open = await findAccess(this.options)
    const input = this.options.stored ? undefined : await this.look()
    const access = await open()
    try {
      return await this.replay(access, input, rate)
    } finally {
      await access.close()
    }
  }

  close(): void {
    this.interruption.close()
    this.progress.clear()
    this.spooled?.remove()
  }

  private async rehearse(): Promise<number> {
    const { stored } = this.options
    // Mistakes are told before anything is read.
    const routed = routeIn(configOf(this.options), this.request, stored)
    if (!stored) {
      const input = await this.look()
      return this.rehearseRecords(routed, recordsOfFiles(input, this.selection), input.totalBytes)
    }
    const access = await (await findAccess(this.options))()
    try {
      return await this.rehearseRecords(routed, recordsOfStore(access, routed.sources, this.request))
    } finally {
      await access.close()
    }
  }

  private rehearseRecords(
    { config, route }: RehearsedRoute,
    records: AsyncIterable<RehearsedRecord>,
    totalBytes?: number
  ) {
    return rehearse({
      config,
      route,
      records,
      stop: this.interruption,
      json: this.options.json,
      onBad: (record) => this.bad.tell(record),
      onProgress: (events, { bytes }) => this.progress.rehearse(events, bytes, totalBytes),
      log: (text) => this.print(text)
    })
  }

  private async replay(access: ReplayAccess, input: Input | undefined, rate?: number): Promise<number> {
    const started = await this.start(access, input)
    const begun = started.replay
    if (!started.isNew) refuseRepeated(begun, access, this.options)
    let result = begun
    let failedOut: string | undefined
    if (begun.state === 'storing') {
      if (!started.isNew) this.say(`Going on with replay ${begun.id}, after ${recordsOf(begun)} records.`)
      const stored = await this.store(access, begun, input, rate)
      result = stored.replay
      failedOut = stored.failedOut
    }
    if (result.state === 'stored' && this.options.wait) {
      this.progress.begin()
      result = await waitUntilSettled(result, access, this.interruption, (at) => this.progress.deliver(at))
    }
    return this.end(result, access, failedOut)
  }

  private start(access: ReplayAccess, input: Input | undefined): Promise<StartedReplay> {
    const { again } = this.options
    const start = { again, by: systemUser() }
    if (!input) return access.startStored(this.request, start)
    const { contents, title, totalBytes } = input
    return access.startFiles({ ...this.request, contents, title, totalBytes }, start)
  }

  private async store(access: ReplayAccess, begun: Replay, input: Input | undefined, rate?: number) {
    const { interruption: stop, progress } = this
    const onFull = (at: Replay) => progress.store(at, true)
    if (!input) {
      const onStored = (at: Replay) => progress.store(at, false)
      return { replay: await storePeriod(begun, { access, stop, rate, onStored, onFull }) }
    }
    const { failedOut: file } = this.options
    const failedOut = file === undefined ? undefined : FailedOut.open(file, input, begun)
    let isStored = false
    try {
      const storing = new Storing(begun, {
        access,
        stop,
        rate,
        failedOut,
        onStored: (records, at) => {
          for (const record of records) if (record.kind === 'bad') this.bad.tell(record)
          progress.store(at, false)
        },
        onFull
      })
      const at = await storing.store(readEntries(input, this.selection, begun.position))
      isStored = at.state === 'stored'
      return { replay: at, failedOut: file }
    } finally {
      failedOut?.close(isStored)
    }
  }

  private end(result: Replay, { isRunning }: ReplayAccess, failedOut: string | undefined): number {
    const { json, wait } = this.options
    const isStopped = result.state === 'storing'
    this.print(json ? JSON.stringify({ replay: result, settled: isSettled(result) }) : summary(result, failedOut))
    if (isStopped) {
      this.say(`Stopped after ${recordsOf(result)} records. Run the same command again to go on.`)
    } else if (!isRunning) {
      this.say('No deliver runs now. The events are stored, and deliver will deliver them when you start it.')
    } else if (!isSettled(result)) {
      const how = wait ? '' : ' Run the same command with --wait to wait for them.'
      this.say(`deliver delivers what is pending, behind live events.${how}`)
    }
    if (this.interruption.isAsked) return interruptedCode
    return result.records.bad > 0 || (wait && result.counts.failed > 0) ? 1 : 0
  }

  /** Reads everything once, to know what it is. */
  private async look(): Promise<Input> {
    const { file = '' } = this.options
    const onRead = (bytes: number, of: number) => this.progress.look(bytes, of)
    const once = file === '-' ? this.terminal.stdin : pipeAt(file)
    if (!once) return this.unlessStopped(findInput(file, file, onRead))
    this.spooled = new Spooled()
    await this.unlessStopped(this.spooled.fill(once).then(() => true))
    return this.unlessStopped(findInput(this.spooled.path, file === '-' ? 'standard input' : 'the pipe', onRead))
  }

  private async unlessStopped<Result>(work: Promise<Result>): Promise<Result> {
    const result = await this.interruption.untilAsked(work)
    if (result === undefined) throw new StoppedError()
    return result
  }

  /** On standard error, so that standard output is the result alone. */
  private say(line: string): void {
    this.progress.clear()
    this.terminal.stderr.write(`${line}\n`)
  }

  private print(text: string): void {
    this.progress.clear()
    this.terminal.log(text)
  }
}

function recordsOf({ records: { accepted, duplicates, skipped, bad } }: Replay): number {
  return accepted + duplicates + skipped + bad
}
