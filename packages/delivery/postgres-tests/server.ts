import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

/** Where Debian's packages put the programs of a version. */
const debianFolder = '/usr/lib/postgresql'

/** What a machine without PostgreSQL is told. */
const howToInstall =
  'PostgreSQL 15 or later is not installed. On Debian and Ubuntu, install it with this command, which starts no server:\n' +
  '  sudo scripts/install-postgresql.sh'

/** PostgreSQL is not installed. The message says how to install it. */
export class NotInstalledError extends Error {
  readonly name = 'NotInstalledError'
}

/** How long a server gets to start or to stop. */
const patienceMs = 60_000

/** How to start a server. */
export interface ServerOptions {
  /** Whether it waits until the disk has what was committed. Default: no, because tests don't switch the machine off. */
  fsync?: boolean
  /** Further lines of `postgresql.conf`. */
  settings?: string[]
}

/**
 * A PostgreSQL server of its own: on loopback, on a free port, with its data in a temporary folder. It runs as another user
 * if this process is root's, because PostgreSQL refuses root.
 */
export class PostgresServer {
  private process?: ChildProcess
  /** Removes everything if this process ends before it has. */
  private readonly guard: ChildProcess

  private constructor(
    /** Everything that it has written is in there. */
    readonly folder: string,
    readonly port: number,
    private readonly bin: string,
    private readonly user: SystemUser
  ) {
    const program = require.resolve('./remove-orphan.js')
    this.guard = spawn(process.execPath, [program, folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
    this.guard.unref()
    const pipe = this.guard.stdin as Socket
    pipe.on('error', () => undefined).unref()
  }

  /**
   * Makes a server and starts it.
   * @throws NotInstalledError if PostgreSQL is not installed, with the command that installs it
   */
  static async create({ fsync = false, settings = [] }: ServerOptions = {}): Promise<PostgresServer> {
    return PostgresServer.make(async (server) => {
      const options = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync']
      await server.run('initdb', ['-D', server.data, ...options])
      server.configure([
        "listen_addresses = '127.0.0.1'",
        "unix_socket_directories = ''",
        `port = ${server.port}`,
        `fsync = ${fsync ? 'on' : 'off'}`,
        'shared_buffers = 64MB',
        ...settings
      ])
    })
  }

  /** Makes a standby of this server and starts it. From then on, this server waits for it at each commit. */
  async standby(): Promise<PostgresServer> {
    const standby = await PostgresServer.make(async (server) => {
      await server.run('pg_basebackup', ['-D', server.data, '-d', this.url(), '--write-recovery-conf', '--no-sync'])
      server.configure([`port = ${server.port}`])
    })
    await this.query("ALTER SYSTEM SET synchronous_standby_names = '*'")
    await this.query('SELECT pg_reload_conf()')
    const isWaitedFor = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
    while ((await this.query(isWaitedFor)).length === 0) await sleep(20)
    return standby
  }

  /** Waits until the tables of this standby show all that its primary has written. It has that on its disk before. */
  async showsAllOf(primary: PostgresServer): Promise<void> {
    const [{ written }] = await primary.query('SELECT pg_current_wal_flush_lsn()::text AS written')
    const isShown = `SELECT WHERE pg_last_wal_replay_lsn() >= '${String(written)}'`
    while ((await this.query(isShown)).length === 0) await sleep(20)
  }

  /** Makes this standby a server that takes writes. */
  async promote(): Promise<void> {
    await this.query('SELECT pg_promote()')
  }

  /** @param fill makes the folder with the data */
  private static async make(fill: (server: PostgresServer) => Promise<void>): Promise<PostgresServer> {
    const bin = programs()
    const user = serverUser()
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'postgres-'))
    fs.chownSync(folder, user.uid, user.gid)
    const server = new PostgresServer(folder, await freePort(), bin, user)
    try {
      await fill(server)
      await server.start()
      return server
    } catch (error) {
      await server.remove()
      throw error
    }
  }

  /** The URL of a database. Anybody on this machine may connect. */
  url(database = 'postgres'): string {
    return `postgres://postgres@127.0.0.1:${this.port}/${database}`
  }

  /** Makes an empty database. Says its URL. */
  async createDatabase(name: string): Promise<string> {
    await this.query(`CREATE DATABASE ${name}`)
    return this.url(name)
  }

  /** Carries out SQL in a database. */
  async query(sql: string, database?: string): Promise<Record<string, unknown>[]> {
    const client = new Client(this.url(database))
    client.on('error', () => undefined)
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows
    } finally {
      await client.end()
    }
  }

  /** Starts it again after `stop`. It accepts connections when this resolves. */
  async start(): Promise<void> {
    const log = fs.openSync(path.join(this.folder, 'log'), 'a')
    const started = spawn(path.join(this.bin, 'postgres'), ['-D', this.data], {
      ...this.user,
      cwd: this.folder,
      // Ctrl+C must not reach it before those that use it: it is stopped by whoever started it.
      detached: true,
      stdio: ['ignore', log, log]
    })
    fs.closeSync(log)
    this.process = started
    const deadline = Date.now() + patienceMs
    for (;;) {
      if (started.exitCode !== null || started.signalCode !== null) throw new Error(`PostgreSQL ended:\n${this.log()}`)
      if (await this.isReady()) return
      if (Date.now() > deadline) throw new Error(`PostgreSQL does not start:\n${this.log()}`)
      await sleep(50)
    }
  }

  /**
   * Stops it, if it runs.
   * @param how `fast` ends transactions and writes everything; `immediate` ends as a crash would, without either
   */
  async stop(how: 'fast' | 'immediate' = 'fast'): Promise<void> {
    const stopped = this.process
    if (!stopped || stopped.exitCode !== null || stopped.signalCode !== null) return
    const exit = new Promise((resolve) => stopped.once('exit', resolve))
    stopped.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT')
    const timer = setTimeout(() => stopped.kill('SIGKILL'), patienceMs)
    await exit
    clearTimeout(timer)
    this.process = undefined
  }

  /** Stops it at once, and removes everything. */
  async remove(): Promise<void> {
    await this.stop('immediate')
    fs.rmSync(this.folder, { recursive: true, force: true })
    this.guard.stdin?.end()
  }

  private get data(): string {
    return path.join(this.folder, 'data')
  }

  /** @param settings lines of `postgresql.conf`, where the last line of a setting counts */
  private configure(settings: string[]): void {
    fs.appendFileSync(path.join(this.data, 'postgresql.conf'), `${settings.join('\n')}\n`)
  }

  /** Runs one of PostgreSQL's programs to its end. */
  private async run(program: string, args: string[]): Promise<void> {
    const child = spawn(path.join(this.bin, program), args, {
      ...this.user,
      cwd: this.folder,
      stdio: ['ignore', 'ignore', 'pipe']
    })
    let errors = ''
    child.stderr.on('data', (data) => (errors += String(data)))
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
    if (code !== 0) throw new Error(`${program} failed:\n${errors}`)
  }

  private async isReady(): Promise<boolean> {
    return this.query('SELECT 1').then(
      () => true,
      () => false
    )
  }

  private log(): string {
    return fs.readFileSync(path.join(this.folder, 'log'), 'utf8').split('\n').slice(-20).join('\n')
  }
}

interface SystemUser {
  uid: number
  gid: number
}

/** Who runs the server: the system's user `postgres` if this process is root's, else this user. */
export function serverUser(): SystemUser {
  const { uid, gid } = os.userInfo()
  if (uid !== 0) return { uid, gid }
  const line = fs.readFileSync('/etc/passwd', 'utf8').match(/^postgres:[^:]*:(\d+):(\d+):/m)
  if (!line) {
    throw new NotInstalledError(`There is no user "postgres", as which root could start a server. ${howToInstall}`)
  }
  return { uid: Number(line[1]), gid: Number(line[2]) }
}

/** The folder of the newest version's programs. */
function programs(): string {
  const versions = fs.existsSync(debianFolder) ? fs.readdirSync(debianFolder).map(Number) : []
  const newest = versions.filter((version) => version >= 15).sort((a, b) => b - a)
  const folders = [
    ...newest.map((version) => path.join(debianFolder, String(version), 'bin')),
    ...(process.env.PATH ?? '').split(path.delimiter)
  ]
  const found = folders.find((folder) => folder !== '' && fs.existsSync(path.join(folder, 'initdb')))
  if (!found) throw new NotInstalledError(howToInstall)
  return found
}

/**
 * A port of loopback that nothing listens on. Systems give none of these to outgoing connections, so it's still free when
 * whoever listens on it is started again.
 */
export async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000)
  const server = createServer()
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
  })
  if (!isFree) return freePort()
  await new Promise((resolve) => server.close(resolve))
  return port
}
