import { describeConfig, table } from './describe-config'
import type { LoadedConfig } from './config-file'
import { testCredentials } from './test-credentials'

/**
 * Says what a config makes happen, and tests its credentials.
 * @param live whether to ask the vendors; otherwise the sandbox is asked
 * @param log prints a text
 * @returns the exit code: 1 if a credential was refused
 */
export async function check(
  { config, readFrom }: LoadedConfig,
  live: boolean,
  log: (text: string) => void
): Promise<0 | 1> {
  log(
    readFrom === undefined
      ? 'There is no delivery.yaml. Without one, this would happen:'
      : 'The config has no mistakes.'
  )
  log(`\n${describeConfig(config)}\n`)
  log(live ? 'Credentials, asked of the vendors' : 'Credentials, asked of the sandbox')
  const tests = await testCredentials(config.destinations, live)
  log(table(tests.map(({ name, result, reason = '' }) => [name, result, reason])).join('\n'))
  return tests.some(({ result }) => result === 'refused') ? 1 : 0
}
