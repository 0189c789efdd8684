/** What can go wrong with a request, in the words of node-fetch. */
export type FetchErrorType =
  | 'body-timeout'
  | 'invalid-json'
  | 'invalid-redirect'
  | 'max-redirect'
  | 'max-size'
  | 'no-redirect'
  | 'request-timeout'
  | 'system'
  | 'unsupported-redirect'

/** A request that got no complete answer. Names, types and codes are those of node-fetch 2. */
export class FetchError extends Error {
  /** Of the type `system`: the code of the error that caused it, such as `ECONNRESET`. */
  readonly code?: string
  readonly errno?: string

  /** @param cause of the type `system`: the error of the connection or the decoder */
  constructor(message: string, readonly type: FetchErrorType, cause?: { code?: string }) {
    super(message)
    if (cause) this.code = this.errno = cause.code
  }

  get name(): string {
    return 'FetchError'
  }
}

/** A request that its `AbortSignal` stopped. */
export class AbortError extends Error {
  readonly type = 'aborted'

  constructor() {
    super('The user aborted a request.')
  }

  get name(): string {
    return 'AbortError'
  }
}
