import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, PostgresServer } from '@partner-destinations/delivery/postgres-server'

export type ServerName = 'PostgreSQL' | 'Redis' | 'NATS'

/** When a server acknowledges what it is sent. */
export type Acknowledges = 'on disk' | 'before fsync'

/** A server on loopback, with its data in a temporary folder. */
export interface RunningServer {
  /** The name of its program, with the version. */
  version: string
  acknowledges: Acknowledges
  /** The URL for a contestant that uses it, with a database of its own if the server has databases. */
  urlFor(contestant: string): Promise<string>
  stop(): Promise<void>
}

/** Debian has some servers where only root looks for programs. */
const env = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin` }

/** How long a server gets to start. */
const patienceMs = 20_000

/** The first version of NATS that can wait for the disk: `sync_interval: always`. */
const natsThatSyncs = [2, 10]

/**
 * Starts a server.
 * @throws Error if it isn't installed, with the name of Debian's package
 */
export function startServer(name: ServerName, folder: string): Promise<RunningServer> {
  return { PostgreSQL: startPostgres, Redis: startRedis, NATS: startNats }[name](folder)
}

async function startPostgres(): Promise<RunningServer> {
  const server = await PostgresServer.create({ fsync: true, settings: ['max_connections = 100'] })
  const [{ server_version: version }] = await server.query('SHOW server_version')
  return {
    version: `PostgreSQL ${String(version).split(' ')[0]}`,
    acknowledges: 'on disk',
    urlFor: (contestant) => server.createDatabase(`of_${contestant.replaceAll('-', '_')}`),
    stop: () => server.remove()
  }
}

async function startRedis(folder: string): Promise<RunningServer> {
  const version = versionOf('redis-server', 'redis-server')
  const port = await freePort()
  const onDisk = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '']
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, ...onDisk]
  const child = await startProgram('redis-server', args, port, folder)
  return {
    version: `Redis ${version}`,
    acknowledges: 'on disk',
    urlFor: async () => `redis://127.0.0.1:${port}`,
    stop: () => end(child)
  }
}

async function startNats(folder: string): Promise<RunningServer> {
  const version = versionOf('nats-server', 'nats-server')
  const [major, minor] = version.split('.').map(Number)
  const syncs = major > natsThatSyncs[0] || (major === natsThatSyncs[0] && minor >= natsThatSyncs[1])
  const port = await freePort()
  const file = path.join(folder, 'nats.conf')
  const jetstream = [`store_dir: ${JSON.stringify(folder)}`, ...(syncs ? ['sync_interval: always'] : [])]
  fs.writeFileSync(file, `listen: 127.0.0.1:${port}\njetstream {\n${jetstream.join('\n')}\n}\n`)
  const child = await startProgram('nats-server', ['-c', file], port, folder)
  return {
    version: `NATS ${version}`,
    acknowledges: syncs ? 'on disk' : 'before fsync',
    urlFor: async () => `nats://127.0.0.1:${port}`,
    stop: () => end(child)
  }
}

/** @throws Error if the program isn't installed */
function versionOf(program: string, debianPackage: string): string {
  let text: string
  try {
    text = execFileSync(program, ['--version'], { encoding: 'utf8', env })
  } catch {
    throw new Error(
      `${program} isn't installed. On Debian and Ubuntu: apt-get install --no-install-recommends ${debianPackage}`
    )
  }
  const version = /\d+\.\d+\.\d+/.exec(text)
  if (!version) throw new Error(`${program} --version names no version: ${text}`)
  return version[0]
}

async function startProgram(program: string, args: string[], port: number, folder: string): Promise<ChildProcess> {
  const logFile = path.join(folder, 'log')
  const log = fs.openSync(logFile, 'a')
  const child = spawn(program, args, { stdio: ['ignore', log, log], env })
  fs.closeSync(log)
  // It must not outlive this process, however that ends.
  process.on('exit', () => child.kill('SIGKILL'))
  const deadline = Date.now() + patienceMs
  while (!(await isListening(port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`${program} does not start:\n${fs.readFileSync(logFile, 'utf8')}`)
    }
    await sleep(50)
  }
  return child
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const answer = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
