import { BadInputError } from '@partner-destinations/server/json-input'

/** The variable of the environment that holds the token of the metrics port: other users can read a command's options. */
const variable = 'METRICS_TOKEN'

/**
 * The metrics port, and the token that Prometheus sends to it.
 * @param port undefined if none was asked for
 * @throws BadInputError if there is a port and no token, or one that a header can't hold
 */
export function metricsPortOf(
  port: number | undefined,
  env: Readonly<Record<string, string | undefined>>
): { port: number; token: string } | undefined {
  if (port === undefined) return undefined
  const token = env[variable]
  if (!token) {
    throw new BadInputError(
      `--metrics-port needs the environment variable ${variable}. Set it to a random text, and give Prometheus the same one.`
    )
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new BadInputError(`${variable} must have no spaces, no line breaks, and nothing but ASCII characters.`)
  }
  return { port, token }
}
