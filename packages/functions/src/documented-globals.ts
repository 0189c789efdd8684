/** The error classes by which a function tells Segment what to do. */
export const errorClasses = ['RetryError', 'ValidationError', 'InvalidEventPayload', 'EventNotSupported'] as const

export type ErrorClass = typeof errorClasses[number]

/**
 * The globals that a function has besides those of JavaScript: the fewest that Segment's documentation allows to assume.
 * @see https://segment.com/docs/connections/functions/destination-functions/
 */
export const documentedGlobals = [
  'fetch',
  'crypto',
  'Buffer',
  'URL',
  'URLSearchParams',
  'setTimeout',
  'clearTimeout',
  ...errorClasses
] as const

export type DocumentedGlobal = typeof documentedGlobals[number]
