import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { freePort, serverUser } from './server'

/** Where Debian's package puts it. */
const program = '/usr/sbin/pgbouncer'

/** How long it gets to start. */
const patienceMs = 20_000

/** A PgBouncer in front of a server, which gives each transaction another connection. */
export interface PgBouncer {
  /** A URL of the server, by this PgBouncer. */
  url(serverUrl: string): string
  remove(): Promise<void>
}

/** Starts one in transaction mode, with few connections to the server. */
export async function startPgBouncer(serverUrl: string): Promise<PgBouncer> {
  const { hostname, port: serverPort } = new URL(serverUrl)
  const user = serverUser()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pgbouncer-'))
  const port = await freePort()
  const config = path.join(folder, 'pgbouncer.ini')
  fs.writeFileSync(
    config,
    `[databases]
* = host=${hostname} port=${serverPort} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
`
  )
  fs.chownSync(folder, user.uid, user.gid)
  fs.chmodSync(config, 0o644)
  const child = spawn(program, ['-q', config], { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  child.stderr.on('data', (data) => (log += String(data)))
  const exit = new Promise((resolve) => child.once('close', resolve))
  const remove = async () => {
    child.kill('SIGKILL')
    await exit
    fs.rmSync(folder, { recursive: true, force: true })
  }
  const url = (of: string) => Object.assign(new URL(of), { port: String(port) }).href
  const deadline = Date.now() + patienceMs
  while (!(await answers(url(serverUrl)))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await remove()
      throw new Error(`PgBouncer does not start:\n${log}`)
    }
    await sleep(50)
  }
  return { url, remove }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client(url)
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
