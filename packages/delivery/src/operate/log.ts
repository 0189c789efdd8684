import { pino } from 'pino'
import { prettyFactory } from 'pino-pretty'
import type { Log } from '../log'

/** Where lines go, such as `process.stderr`. */
export interface LogStream {
  isTTY?: boolean
  write(text: string): unknown
}

/** The keys that never get into a line, should somebody hand them over: secrets, and what people have sent. */
const neverLogged = [
  'authorization',
  'body',
  'event',
  'exchanges',
  'payload',
  'settings',
  'webhookSecret',
  'webhookToken',
  'writeKey'
]

/**
 * Makes a log of a stream: readable lines on a terminal, and otherwise JSON lines with `time`, `level` and `msg`.
 * @param conceal masks the secrets in a line, such as those in the message of an error
 * @param processId is in each JSON line
 */
export function createLog(
  stream: LogStream,
  conceal: (line: string) => string = (line) => line,
  processId?: string
): Log {
  const show = stream.isTTY
    ? prettyFactory({ colorize: true, translateTime: 'SYS:HH:MM:ss', ignore: 'process' })
    : String
  return pino(
    {
      base: processId === undefined ? null : { process: processId },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      redact: { paths: neverLogged.flatMap((key) => [key, `*.${key}`]), remove: true }
    },
    { write: (line) => void stream.write(conceal(show(line))) }
  )
}
