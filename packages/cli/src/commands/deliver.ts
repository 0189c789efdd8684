import { Flags } from '@oclif/core'
import { roles } from '@partner-destinations/delivery'
import { PlainErrorCommand } from '../command'
import { explainFailure } from '../deliver/announce'
import { checkConfig, deliver } from '../deliver/deliver'
import { metricsPortOf } from '../deliver/metrics-port'
import { migrateStore } from '../deliver/migrate'
import { moveTo } from '../deliver/move'

export class Deliver extends PlainErrorCommand {
  static readonly summary = "Take Segment's events in, and deliver them to the destinations, without losing any."

  static readonly description = `The config says which sources may send events, and which destinations get them. Without one, all destinations get demo settings, and the write key is demo.
Requests go to a sandbox on this machine unless you add --live.
Events come in by Segment's Tracking API and its Webhooks destination. They are kept in a file until the vendors have them, are retried for hours, and keep the order of each user.
Save the config while deliver runs to use it at once. SIGTERM or Ctrl+C stops it: it lets what is in flight end. A second one ends it at once.`

  static readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --config delivery.yaml --check',
    '<%= config.bin %> <%= command.id %> --config delivery.yaml --live --host 0.0.0.0'
  ]

  static readonly flags = {
    config: Flags.string({ description: 'the config. Default: delivery.yaml, if it is there' }),
    port: Flags.integer({
      description: 'port that takes events; 0 for any free one',
      env: 'PORT',
      default: 8080,
      min: 0,
      max: 65535
    }),
    host: Flags.string({
      description: 'address that takes events; 0.0.0.0 for all of this machine',
      default: '127.0.0.1'
    }),
    'operate-port': Flags.integer({
      description: 'port of the API to operate it, on this machine only; 0 for any free one',
      default: 8081,
      min: 0,
      max: 65535
    }),
    'metrics-port': Flags.integer({
      description: 'port of --host for Prometheus; needs METRICS_TOKEN in the environment; 0 for any free one',
      min: 0,
      max: 65535
    }),
    role: Flags.option({
      description:
        'take events (intake), deliver them (worker), or both (all). Several processes share a store on PostgreSQL',
      options: roles,
      default: 'all' as const
    })(),
    live: Flags.boolean({ description: 'send requests to the real vendors' }),
    check: Flags.boolean({ description: 'only check the config, show what would happen, and test the credentials' }),
    migrate: Flags.boolean({
      description: 'only bring the store to the format of this version; it is made if there is none',
      exclusive: ['check']
    }),
    'move-to': Flags.string({
      description: 'move everything in the store to this one (a file, or postgres://…), and stop',
      helpValue: 'STORE',
      exclusive: ['check', 'migrate', 'live', 'role']
    })
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Deliver)
    const log = (text: string) => this.log(text)
    if (flags.migrate) return migrateStore(flags, log)
    if (flags['move-to'] !== undefined) return moveTo(flags.config, flags['move-to'], log, process.stderr)
    const metricsPort = metricsPortOf(flags['metrics-port'], process.env)
    const options = { ...flags, operatePort: flags['operate-port'], metricsPort }
    if (flags.check) {
      process.exitCode = await checkConfig(options, log)
      return
    }
    await deliver(options, log).catch((error: Error) => {
      if (error.name === 'BadInputError') throw error
      this.logToStderr(explainFailure(error, options))
      this.exit(1)
    })
  }
}
