import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'

const packageFolder = path.join(__dirname, '..')
/** Where this project's own dependencies are. */
export const projectModules = path.join(packageFolder, '../../node_modules')

interface Packed {
  filename: string
  files: { path: string }[]
  unpackedSize: number
}

/** What a running `serve` or `deliver` can be asked. */
interface Served {
  said: string
  get: (route: string) => Promise<Response>
  post: (route: string, body: object) => Promise<Response>
  stop: () => Promise<void>
}

/** The package in a folder of its own, installed from its tarball. The registry isn't asked: this project has what it needs. */
export class Installed {
  private constructor(
    /** An empty folder beside `node_modules`. */
    readonly folder: string,
    readonly packed: Packed,
    /** The file that `npx` runs. */
    readonly program: string
  ) {}

  /** Builds, packs and installs the package. */
  static fromTarball(): Installed {
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'installed-')))
    // What npm says beside its answer isn't shown. npm is a script on Windows, which only a shell runs.
    const options = {
      cwd: packageFolder,
      encoding: 'utf8',
      stdio: 'pipe',
      shell: process.platform === 'win32'
    } as const
    execFileSync('npm', ['run', 'build'], options)
    const output = execFileSync('npm', ['pack', './dist', '--json', '--pack-destination', folder], options)
    const [packed] = JSON.parse(output) as Packed[]
    execFileSync('tar', ['-xzf', packed.filename], { cwd: folder })
    const modules = path.join(folder, 'node_modules')
    const own = path.join(modules, 'partner-destinations')
    fs.mkdirSync(modules)
    fs.renameSync(path.join(folder, 'package'), own)
    fs.rmSync(path.join(folder, packed.filename))
    installDependencies(own, modules)
    return new Installed(folder, packed, path.join(own, readManifest(own).bin['partner-destinations']))
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true })
  }

  /** Runs a command to its end. */
  async run(args: string[], cwd = this.folder) {
    const child = this.start(args, cwd)
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    return { stdout, stderr, code: code as number | null }
  }

  /** Starts `serve`, and waits until it serves. */
  serve(args: string[], cwd = this.folder): Promise<Served> {
    return this.startServer(['serve', '--no-open', '--port', '0', ...args], cwd, /^Serving (\S+)\n/m)
  }

  /** Starts `deliver`, and waits until it takes events. Its operating port can be asked. */
  deliver(cwd = this.folder): Promise<Served> {
    const args = ['deliver', '--port', '0', '--operate-port', '0']
    return this.startServer(args, cwd, /^Watch and operate it at (\S+)\n/m)
  }

  private async startServer(typed: string[], cwd: string, line: RegExp): Promise<Served> {
    const child = this.start(typed, cwd)
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        const [, address] = line.exec(said) ?? []
        if (address !== undefined && said.endsWith('\n')) resolve(address)
      })
      child.once('exit', () => reject(new Error(`${typed[0]} ended: ${said}`)))
    })
    return {
      said,
      get: (route) => fetch(url + route),
      post: (route, body) =>
        fetch(url + route, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body)
        }),
      stop: async () => {
        child.kill()
        await once(child, 'exit')
      }
    }
  }

  private start(args: string[], cwd: string) {
    const own = { NO_COLOR: '1', FORCE_COLOR: undefined, XDG_CACHE_HOME: path.join(this.folder, 'cache') }
    const env = { ...process.env, ...own }
    return spawn(process.execPath, [this.program, ...args], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe']
    })
  }
}

/** The framework is copied, because the test needs a second copy of it. Everything else is linked. */
function install(name: string, modules: string): void {
  const from = path.join(projectModules, name)
  const to = path.join(modules, name)
  if (fs.existsSync(to)) return
  fs.mkdirSync(path.dirname(to), { recursive: true })
  if (name !== '@segment/actions-core') return fs.symlinkSync(from, to, 'junction')
  fs.cpSync(from, to, { recursive: true })
  installDependencies(to, modules)
}

/** Some dependencies may lie in the folder already. */
function installDependencies(folder: string, modules: string): void {
  for (const name of Object.keys(readManifest(folder).dependencies ?? {})) {
    const inside = path.join(folder, 'node_modules', name)
    if (fs.existsSync(inside)) installDependencies(inside, modules)
    else install(name, modules)
  }
}

interface Manifest {
  bin: Record<string, string>
  dependencies?: Record<string, string>
}

function readManifest(folder: string): Manifest {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest
}
