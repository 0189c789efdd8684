import { BadInputError } from '@partner-destinations/server/json-input'

/** The errors whose message tells people what is wrong, by their names. */
const worded = ['BadReplayError', 'CheckedFileError', 'NoSuchReplayError', 'StoreOpenError', 'StoreUnavailableError']

/**
 * Throws an error of delivery again, in the form that commands print without a stack.
 * @throws BadInputError if its message is for people; otherwise the error itself
 */
export function throwInWords(error: unknown): never {
  const { name, message } = error as Error
  throw worded.includes(name) ? new BadInputError(message) : error
}

/** Does something whose errors are thrown by `throwInWords`. */
export function inWords<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    return throwInWords(error)
  }
}
