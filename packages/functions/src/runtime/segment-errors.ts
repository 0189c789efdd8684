/**
 * The error classes that Segment gives to every function. It retries an event only after a `RetryError` and after a
 * time-out; any other error discards the event.
 * @see https://segment.com/docs/connections/functions/destination-functions/#errors-and-error-handling
 */
declare class RetryError extends Error {}
declare class ValidationError extends Error {}
declare class InvalidEventPayload extends Error {}
declare class EventNotSupported extends Error {}

/** What went wrong, in terms of what Segment does next. */
export type Kind = 'retry' | 'settings' | 'payload' | 'not supported' | 'refused'

/** Segment makes its classes known before it calls a handler, so look them up as late as that. */
const classes: Record<Kind, () => new (message: string) => Error> = {
  retry: () => RetryError,
  settings: () => ValidationError,
  payload: () => InvalidEventPayload,
  'not supported': () => EventNotSupported,
  // Segment calls any error of another class a bad request.
  refused: () => Error
}

/** An error of the class by which Segment knows what to do. */
export function segmentError(kind: Kind, message: string): Error {
  return new (classes[kind]())(message)
}
