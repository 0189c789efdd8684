/** Where log lines go: a message, and values beside it, without payloads and secrets. pino's loggers are one. */
export type Log = Record<'info' | 'warn' | 'error', (values: object, message: string) => void>
