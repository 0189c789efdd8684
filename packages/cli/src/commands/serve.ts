import path from 'node:path'
import { Args, Command, Flags } from '@oclif/core'
import { Server, formatBroken, hasDisplay, isBroken, openPage } from '@partner-destinations/server'
import { defaultDirectory } from '@partner-destinations/server/destinations'

export class Serve extends Command {
  static readonly summary = 'Serve the destinations on this machine, against a sandbox that stands in for the vendors.'

  static readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> refersion --port 3001'
  ]

  static readonly args = {
    destination: Args.string({
      description: 'destination whose routes are at the root too, as the hosted Actions Tester wants'
    })
  }

  static readonly flags = {
    destination: Flags.string({ char: 'd', description: 'the same as the argument' }),
    directory: Flags.string({
      char: 'b',
      description: 'folder that holds the destinations',
      default: defaultDirectory,
      // Not the path of this machine.
      defaultHelp: async () => 'packages/destination-actions/src/destinations'
    }),
    port: Flags.integer({
      description: 'port to listen on; 0 for any',
      env: 'PORT',
      default: 3000,
      min: 0,
      max: 65534
    }),
    browser: Flags.boolean({
      char: 'r',
      description: 'serve a demo page of the device-mode destinations at /browser/',
      exclusive: ['live']
    }),
    'no-open': Flags.boolean({
      char: 'n',
      aliases: ['noUI'],
      description: 'do not open the page, nor the WebSocket that tells of changes'
    }),
    live: Flags.boolean({ description: 'send requests to the real vendors' })
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Serve)
    const named = args.destination ?? flags.destination
    const options = {
      directory: path.resolve(flags.directory),
      named,
      port: flags.port,
      browser: flags.browser,
      live: flags.live,
      changeSocket: named !== undefined && !flags['no-open'],
      log: (line: string) => this.log(line)
    }
    const server = await Server.start(options).catch((error: Error) => {
      this.logToStderr(explain(error, flags.port))
      return this.exit(1)
    })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void server.stop().then(() => process.exit(0)))
    }
    this.log(await describe(server, named, flags.browser))
    const surroundings = { platform: process.platform, env: process.env, isTerminal: process.stdout.isTTY }
    if (!flags['no-open'] && hasDisplay(surroundings)) await openPage(`http://localhost:${server.port}`)
  }
}

/** One line for a person who can do something about it. */
function explain(error: Error & { code?: string; port?: number }, port: number): string {
  if (error.code !== 'EADDRINUSE') return error.message
  if (error.port !== port) {
    return `Port ${error.port}, for the WebSocket that tells of changes, is in use. Choose another --port, or --no-open.`
  }
  return `Port ${error.port} is in use. Choose another with --port, or the environment variable PORT.`
}

async function describe(server: Server, named: string | undefined, browser: boolean): Promise<string> {
  const url = `http://localhost:${server.port}`
  const catalogue = await server.destinations.catalogue()
  const routes = catalogue.flatMap((entry) => {
    if (isBroken(entry)) return [`  ${formatBroken(entry)}`]
    const { folder, name, actions, hasDelete } = entry
    const targets = [...Object.keys(actions), 'event', ...(hasDelete ? ['delete'] : []), 'authenticate']
    return [`  ${name}`, `    POST /${folder}/{${targets.join(', ')}}`]
  })
  const mode =
    server.destinations.mode === 'live'
      ? '*** LIVE: every request goes to the real vendors, and changes real data. ***'
      : 'Requests go to the sandbox: nothing leaves this machine. GET /sandbox/<destination> shows what it holds.'
  return [
    `Serving ${url}`,
    mode,
    ...routes,
    ...(browser ? ['  Wishpond Web (Actions)', `    ${url}/browser/`] : []),
    ...(named ? [`  ${named} also at the root: POST /{its actions}`] : [])
  ].join('\n')
}
