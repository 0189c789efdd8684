import { defaultConfig } from '@partner-destinations/delivery'
import type { Sandbox } from '@partner-destinations/sandbox'
import { catalogOf } from './catalog'
import { startDelivery } from './start'
import type { Delivery } from './start'

/**
 * Starts delivery with the default config to a sandbox that is there, from a store in memory.
 * @param options.port of intake
 * @param options.log is called with a line
 * @throws as `startDelivery` and `defaultConfig` do
 */
export function startTrial({
  directory,
  port,
  sandbox,
  log
}: {
  directory: string
  port: number
  sandbox?: Sandbox
  log: (line: string) => void
}): Promise<Delivery> {
  const config = { ...defaultConfig(catalogOf(directory)), store: ':memory:' }
  const logTo = { isTTY: process.stdout.isTTY, write: (line: string) => log(line.trimEnd()) }
  return startDelivery({ config, directory, live: false, host: '127.0.0.1', port, sandbox, logTo })
}
