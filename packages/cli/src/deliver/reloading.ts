import { changesBetween } from '@partner-destinations/delivery'
import type { DeliveryConfig, Log } from '@partner-destinations/delivery'
import type { ReadFile } from './config-file'
import { ConfigWatch } from './config-watch'

/** What goes on with another config. */
export interface Reloadable {
  log: Log
  /** @throws Error in words for people if it can't use the config without a restart; then the old one stays */
  reload(config: DeliveryConfig): Promise<void>
}

/** Keeps delivery at what its config file says: whenever it is saved, and on SIGHUP. */
export class Reloading {
  private readonly watch: ConfigWatch
  private readonly onSignal = () => void this.reload()
  private last: Promise<void> = Promise.resolve()

  /**
   * @param config was made of `readFrom`
   * @param read reads it, and throws an error for people if it has mistakes
   */
  constructor(
    private readonly delivery: Reloadable,
    private config: DeliveryConfig,
    readFrom: ReadFile,
    private readonly read: () => DeliveryConfig
  ) {
    this.watch = new ConfigWatch(readFrom, this.onSignal)
    process.on('SIGHUP', this.onSignal)
  }

  close(): void {
    this.watch.close()
    process.off('SIGHUP', this.onSignal)
  }

  /** One after the other. A config that can't be used is told, and the old one stays. */
  private reload(): Promise<void> {
    this.last = this.last.then(async () => {
      const { log } = this.delivery
      try {
        const next = this.read()
        await this.delivery.reload(next)
        const changes = changesBetween(this.config, next)
        this.config = next
        for (const change of changes) log.info({}, change)
      } catch (error) {
        log.error({}, `The config stays as it was, because the new one can't be used:\n${(error as Error).message}`)
      }
    })
    return this.last
  }
}
