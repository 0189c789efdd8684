import { spawn } from 'node:child_process'
import { PostgresServer } from './server'

/** The variable that says where the server is. */
const variable = 'TEST_POSTGRES'

/**
 * Starts a PostgreSQL server, runs a command that finds its URL in the variable `TEST_POSTGRES`, stops the server and
 * removes it. Without a command, it prints the URL, and the server runs until Ctrl+C.
 */
async function main([command, ...args]: string[]): Promise<number> {
  const server = await PostgresServer.create({ fsync: command === undefined })
  try {
    return command === undefined ? await untilInterrupted(server) : await runCommand(server, command, args)
  } finally {
    await server.remove()
  }
}

function runCommand(server: PostgresServer, command: string, args: string[]): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, [variable]: server.url() } })
  // Ctrl+C reaches the command too. The server is removed when that has ended.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

async function untilInterrupted(server: PostgresServer): Promise<number> {
  console.log(`${server.url()}\nPress Ctrl+C to stop it and to remove its data.`)
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve)
  })
  return 0
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  }
)
