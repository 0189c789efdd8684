import { defaultConfig } from '@partner-destinations/delivery'
import { catalogOf, startDelivery } from '@partner-destinations/server/delivery'
import { defaultDirectory } from '@partner-destinations/server/destinations'
import type { EngineStart } from './engine-process'

/** The process that is killed: the engine as `./bin/run deliver` has it, with its vendors in another process. */
async function main({ store, destinations, rateLimit, maxBacklog, ...start }: EngineStart): Promise<void> {
  const config = defaultConfig(catalogOf(defaultDirectory))
  await startDelivery({
    config: {
      ...config,
      store,
      maxBacklog: maxBacklog ?? config.maxBacklog,
      destinations: config.destinations
        .filter(({ name }) => destinations.includes(name))
        .map((destination) => ({ ...destination, rateLimit }))
    },
    ...start,
    directory: defaultDirectory,
    live: false,
    host: '127.0.0.1',
    logTo: process.stderr
  })
}

main(JSON.parse(process.argv[2]) as EngineStart).catch((error: Error) => {
  console.error(error)
  process.exit(1)
})
