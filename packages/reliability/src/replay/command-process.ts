import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'

const bin = path.resolve(__dirname, '../../../../bin/run')

/** `./bin/run replay` in a process that can be killed and started again. */
export class CommandProcess {
  private child?: ChildProcess
  private exit?: Promise<[number | null]>

  /**
   * @param args what follows `replay`
   * @param log the file that its lines go to
   */
  constructor(private readonly args: string[], private readonly log: string) {}

  get pid(): number | undefined {
    return this.child?.pid
  }

  start(): void {
    const log = fs.openSync(this.log, 'a')
    this.child = spawn(process.execPath, [bin, 'replay', ...this.args], { stdio: ['ignore', log, log] })
    this.exit = once(this.child, 'exit') as Promise<[number | null]>
    fs.closeSync(log)
  }

  /** Kills it with SIGKILL. */
  async kill(): Promise<void> {
    this.child?.kill('SIGKILL')
    await this.exit
  }

  /** Waits for its end. Says the exit code. */
  async ended(): Promise<number | null> {
    const [code] = (await this.exit) ?? [null]
    return code
  }
}
