import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'

/** The folder that holds this project's packages. */
export const projectRoot = path.join(__dirname, '../../..')

/** `./bin/run serve` on any free port, as a process of its own. */
export class ServeProcess {
  private constructor(private readonly child: ChildProcess, readonly port: number) {}

  /**
   * Starts it, and waits until it is ready.
   *
   * @param args further arguments of `serve`
   * @param options `env` is added to the environment; `onErrorLine` gets what it writes to stderr, line by line
   * @throws Error when it ends before it is ready
   */
  static async start(
    args: string[] = [],
    options: { env?: NodeJS.ProcessEnv; onErrorLine?: (line: string) => void } = {}
  ): Promise<ServeProcess> {
    const child = spawn(process.execPath, ['bin/run', 'serve', '--port', '0', '--no-open', ...args], {
      cwd: projectRoot,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    createInterface(child.stderr).on('line', (line) => options.onErrorLine?.(line))
    const port = await new Promise<number>((resolve, reject) => {
      // The lines that follow have to be read as well, or the process would wait for a reader.
      createInterface(child.stdout).on('line', (line) => {
        const [, found] = /^Serving http:\/\/localhost:(\d+)$/.exec(line) ?? []
        if (found !== undefined) resolve(Number(found))
      })
      child.once('error', reject)
      child.once('exit', (code) => reject(new Error(`serve ended before it was ready: exit code ${code}.`)))
    })
    return new ServeProcess(child, port)
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    this.child.kill()
    await once(this.child, 'exit')
  }
}
