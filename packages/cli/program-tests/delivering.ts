import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { bin } from '../src/commands/__tests__/bin'

type State = 'pending' | 'inFlight' | 'delivered' | 'filtered' | 'failed'
type Counts = Record<string, Record<State, number>>

/** Milliseconds in which something happens, also on a busy machine. */
const patience = 40_000

/** `./bin/run deliver` with free ports, for somebody who has a terminal and HTTP. */
export class Delivering {
  said = ''
  logged = ''
  private constructor(readonly child: ChildProcess, private readonly ended: Promise<[number | null]>) {}

  /** Starts it in a folder, with some more variables, and waits until it takes events. */
  static async start(folder: string, args: string[] = [], variables: NodeJS.ProcessEnv = {}): Promise<Delivering> {
    const ports = ['--port', '0', '--operate-port', '0']
    const env = { ...process.env, ...variables }
    const child = spawn(process.execPath, [bin, 'deliver', ...ports, ...args], { cwd: folder, env })
    const delivering = new Delivering(child, once(child, 'exit') as Promise<[number | null]>)
    child.stderr.on('data', (chunk: Buffer) => (delivering.logged += chunk.toString()))
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        delivering.said += chunk.toString()
        if (/^Watch and operate it .*\n/m.test(delivering.said)) resolve()
      })
      child.once('exit', () => reject(new Error(`deliver ended: ${delivering.said}${delivering.logged}`)))
    })
    return delivering
  }

  get pid(): number {
    return this.child.pid as number
  }

  /** Of intake. */
  get url(): string {
    return this.address(/^Taking events at (\S+)$/m)
  }

  get operatingUrl(): string {
    return this.address(/^Watch and operate it at (\S+)$/m)
  }

  /** Sends a call of the Tracking API, as curl does with `-u KEY: -d BODY`. */
  async send(call: string, body: object, writeKey = 'demo'): Promise<number> {
    const { status } = await fetch(`${this.url}/v1/${call}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded'
      }
    })
    return status
  }

  async operate<Answer>(path: string, method = 'GET', body?: object): Promise<Answer> {
    const response = await fetch(this.operatingUrl + path, { method, body: body && JSON.stringify(body) })
    return (await response.json()) as Answer
  }

  /** Waits until a destination has so many deliveries in a state. */
  async reached(destination: string, state: State, count: number): Promise<Counts> {
    let counts = await this.operate<Counts>('/api/counts')
    await this.until(async () => {
      counts = await this.operate<Counts>('/api/counts')
      return counts[destination][state] === count
    }, `${count} deliveries to ${destination} that are ${state}`)
    return counts
  }

  /** Waits until a vendor's stand-in holds something with this text. */
  async holds(vendor: string, text: string): Promise<void> {
    await this.until(async () => JSON.stringify(await this.operate(`/sandbox/${vendor}`)).includes(text), `a ${text}`)
  }

  /** Waits until a line of the log says something. */
  async logs(text: string, times = 1): Promise<void> {
    await this.until(async () => this.logged.split(text).length > times, `"${text}" in the log`)
  }

  private async until(isSo: () => Promise<boolean>, what: string): Promise<void> {
    const deadline = performance.now() + patience
    while (!(await isSo())) {
      if (performance.now() > deadline) throw new Error(`There should be ${what}. The log:\n${this.logged}`)
      await sleep(50)
    }
  }

  /** Sends a signal, and waits until the process has ended. */
  async end(signal: NodeJS.Signals): Promise<{ code: number | null }> {
    this.child.kill(signal)
    const [code] = await this.ended
    return { code }
  }

  private address(line: RegExp): string {
    const [, url] = line.exec(this.said) as RegExpExecArray
    return url
  }
}
