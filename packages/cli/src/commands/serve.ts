import path from 'node:path'
import { Args, Flags } from '@oclif/core'
import { Server, hasDisplay, openPage } from '@partner-destinations/server'
import { destinationDescription, exampleDestination, PlainErrorCommand } from '../command'
import { cloudDirectory } from '../places'
import { announce, explainFailure } from '../serve/announce'

/** Where delivery takes events. */
const defaultIntakePort = 8080

export class Serve extends PlainErrorCommand {
  static readonly summary = 'Start a local server with the Actions Tester, a page to try destinations on.'

  static readonly description = `Requests go to a sandbox on this machine, which answers in the place of the vendors, unless you add --live.
In a clone of segmentio/action-destinations, its destinations are served.
If you name a destination, its routes are at the root too, where Segment's hosted Actions Tester looks for them.`

  static readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    `<%= config.bin %> <%= command.id %> ${exampleDestination} --port 3001`
  ]

  static readonly args = {
    destination: Args.string({ description: destinationDescription })
  }

  static readonly flags = {
    destination: Flags.string({ char: 'd', description: 'name of the destination, as in the argument' }),
    directory: Flags.string({
      char: 'b',
      description: 'folder with the destinations',
      default: async () => cloudDirectory(),
      // Not the path of this machine.
      defaultHelp: async () => 'packages/destination-actions/src/destinations'
    }),
    answers: Flags.string({
      description: 'folder with canned answers, such as acme.answers.yaml for the destination acme',
      exclusive: ['live']
    }),
    port: Flags.integer({
      description: 'port to listen on; 0 for any free one',
      env: 'PORT',
      default: 3000,
      min: 0,
      max: 65534
    }),
    browser: Flags.boolean({
      char: 'r',
      description: 'also serve a demo page of the device-mode destinations, at /browser/',
      exclusive: ['live']
    }),
    deliver: Flags.boolean({
      description: 'also take events as Segment does, and deliver them to the sandbox',
      exclusive: ['live']
    }),
    'intake-port': Flags.integer({
      // Not as `default`: with one, the flag would count as given, and need --deliver.
      description: `[default: ${defaultIntakePort}] port that takes events; 0 for any free one`,
      min: 0,
      max: 65535,
      dependsOn: ['deliver']
    }),
    'no-open': Flags.boolean({
      char: 'n',
      aliases: ['noUI'],
      description: "don't open the page or the WebSocket that announces changes"
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
      answers: flags.answers,
      intakePort: flags.deliver ? flags['intake-port'] ?? defaultIntakePort : undefined,
      changeSocket: named !== undefined && !flags['no-open'],
      log: (line: string) => this.log(line)
    }
    const server = await Server.start(options).catch((error: Error) => {
      this.logToStderr(explainFailure(error, options))
      return this.exit(1)
    })
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void server.stop().then(() => process.exit(0)))
    }
    this.log(await announce(server, named, flags.browser))
    const surroundings = { platform: process.platform, env: process.env, isTerminal: process.stdout.isTTY }
    if (!flags['no-open'] && hasDisplay(surroundings)) await openPage(`http://localhost:${server.port}`)
  }
}
